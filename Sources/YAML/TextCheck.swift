internal import Model

/// Makes sure that bytes are text before a parser sees them, with the place of the first one that is not.
enum TextCheck {
    /// Where the text starts (behind a byte order mark); nil when an error was reported.
    static func start(of bytes: [UInt8], file: String, diagnostics: Diagnostics) -> Int? {
        let first = SourceLocation(file: file, line: 1, column: 1)
        if bytes.count > YAMLText.Limit.bytes {
            diagnostics.error(
                at: first, "the file has \(bytes.count) bytes, more than the \(YAMLText.Limit.bytes) allowed",
                fix: "split it into several suites")
            return nil
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            diagnostics.error(at: first, "the file is UTF-16", fix: "save it as UTF-8")
            return nil
        }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if let problem = firstProblem(bytes, from: start, file: file) {
            diagnostics.add(problem)
            return nil
        }
        return start
    }

    private static func firstProblem(_ bytes: [UInt8], from start: Int, file: String) -> Diagnostic? {
        var line = 1
        var column = 1
        var decoder = UTF8()
        var iterator = bytes[start...].makeIterator()
        var afterReturn = false
        while true {
            let place = SourceLocation(file: file, line: line, column: column)
            switch decoder.decode(&iterator) {
            case .emptyInput: return nil
            case .error:
                return Diagnostic(at: place, "a byte here is not UTF-8", fix: "save the file as UTF-8")
            case .scalarValue("\n"):
                if !afterReturn { line += 1 }
                column = 1
                afterReturn = false
            case .scalarValue("\r"):
                line += 1
                column = 1
                afterReturn = true
            case .scalarValue(let scalar):
                if scalar.value == 0 {
                    return Diagnostic(at: place, "a NUL byte stands here: this is not a text file")
                }
                if isForbidden(scalar) {
                    let code = String(scalar.value, radix: 16, uppercase: true)
                    return Diagnostic(
                        at: place,
                        "a control character (U+\(String(repeating: "0", count: 4 - code.count))\(code)) stands here",
                        fix: "remove it, or write it as an escape in double quotes")
                }
                column += 1
                afterReturn = false
            }
        }
    }

    /// Control characters, and what an editor does not show: byte order marks inside the text and non-characters.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x85: false
        case 0..<0x20, 0x7F...0x9F, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}
