/// Renders diagnostics with the line they speak of and a caret under the column.
///
///     suites/smoke.yaml:7:11: error: unknown key 'expected' in 'http'
///       7 |           expected: 200
///         |           ^
///       fix: did you mean 'headers'? known keys: …
package struct DiagnosticText {
    /// The texts of the files named, as lines.
    private let lines: [String: [String]]

    /// The widest excerpt shown; longer lines are cut around the column.
    private let width = 100

    package init(files: [String: String]) {
        lines = files.mapValues {
            ShownLine.masked($0.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" })
        }
    }

    package func render(_ diagnostic: Diagnostic) -> String {
        var text = diagnostic.location.map { "\($0): " } ?? ""
        text += "\(diagnostic.level.rawValue): \(diagnostic.message.printable)\n"
        if let location = diagnostic.location { text += excerpt(at: location) }
        if let fix = diagnostic.fix { text += "  fix: \(fix.printable)\n" }
        return text
    }

    private func excerpt(at location: SourceLocation) -> String {
        guard let file = lines[location.file], file.indices.contains(location.line - 1) else { return "" }
        let scalars = Array(file[location.line - 1].unicodeScalars)
        let column = min(max(location.column, 1), scalars.count + 1)
        let start = column > width - 20 ? column - (width - 20) : 0
        let visible = scalars.dropFirst(start).prefix(width)
        let number = String(location.line)
        let gutter = String(repeating: " ", count: number.count)
        let text = String(String.UnicodeScalarView(visible)).printable
        let pad = String(repeating: " ", count: column - 1 - start)
        return "  \(number) | \(text)\n  \(gutter) | \(pad)^\n"
    }
}
