/// Reports lines that a program passes over in silence.
enum DroppedLines {
    /// Looks at the text between two statements; blank lines and comments are meant to be passed over.
    static func report(
        _ range: Range<Int>, of text: PlacedText, reader: String, into result: inout EntryCollector
    ) {
        var index = range.lowerBound
        while index < range.upperBound {
            let end = text.scalars[index..<range.upperBound].firstIndex(of: "\n") ?? range.upperBound
            let first = text.scalars[index..<end].firstIndex { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
            if let first, text.scalars[first] != "#" {
                result.report(
                    .ignored, "\(reader) passes over this line: it is no KEY=value",
                    fix: "write KEY=value, # before a comment, and quotes around a value of several lines",
                    at: text.location(at: first))
            }
            index = end + 1
        }
    }
}
