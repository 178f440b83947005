internal import Model

/// A place in a file's characters that only moves forward and knows its line and column.
struct DotenvCursor {
    private let scalars: [Unicode.Scalar]
    private let file: String
    private(set) var index = 0
    private(set) var line = 1
    private var lineStart = 0

    init(_ scalars: [Unicode.Scalar], file: String) {
        self.scalars = scalars
        self.file = file
    }

    var isAtEnd: Bool { index >= scalars.count }
    var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    var location: SourceLocation { SourceLocation(file: file, line: line, column: index - lineStart + 1) }

    mutating func advance() {
        guard index < scalars.count else { return }
        index += 1
        if scalars[index - 1] == "\n" { (line, lineStart) = (line + 1, index) }
    }

    mutating func skip(while condition: (Unicode.Scalar) -> Bool) {
        while let scalar = current, condition(scalar) { advance() }
    }

    /// Moves to the end of the line, before its line feed, and returns what stood there.
    mutating func restOfLine() -> ArraySlice<Unicode.Scalar> {
        let start = index
        skip { $0 != "\n" }
        return scalars[start..<index]
    }

    /// True when the text stands here, followed by something that satisfies the condition.
    func stands(_ word: String, before condition: (Unicode.Scalar) -> Bool) -> Bool {
        var place = index
        for scalar in word.unicodeScalars {
            guard place < scalars.count, scalars[place] == scalar else { return false }
            place += 1
        }
        return place < scalars.count && condition(scalars[place])
    }
}
