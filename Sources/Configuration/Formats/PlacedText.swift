internal import Model

/// The characters of a file, each with its line and column; lines end with a line feed.
struct PlacedText {
    let scalars: [Unicode.Scalar]
    let file: String
    private let lineStarts: [Int]
    /// Where each character stood in the file, for a text whose line ends were made alike.
    private let origins: [Int]?

    init(_ scalars: [Unicode.Scalar], file: String) {
        self.scalars = scalars
        self.file = file
        lineStarts = [0] + scalars.indices.filter { scalars[$0] == "\n" }.map { $0 + 1 }
        origins = nil
    }

    /// The text with CRLF and CR made line feeds, as programs see it that open files in text mode.
    init(normalizing text: PlacedText) {
        var scalars: [Unicode.Scalar] = []
        var origins: [Int] = []
        for (index, scalar) in text.scalars.enumerated() {
            if scalar == "\n", index > 0, text.scalars[index - 1] == "\r" { continue }
            scalars.append(scalar == "\r" ? "\n" : scalar)
            origins.append(index)
        }
        self.scalars = scalars
        self.origins = origins + [text.scalars.count]
        file = text.file
        lineStarts = text.lineStarts
    }

    /// The place of the character at the index; of the end, where the text ends.
    func location(at index: Int) -> SourceLocation {
        let origin = origins.map { $0[min(index, $0.count - 1)] } ?? index
        var (low, high) = (0, lineStarts.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= origin { low = middle } else { high = middle }
        }
        return SourceLocation(file: file, line: low + 1, column: origin - lineStarts[low] + 1)
    }

    /// The character at a place of this file; nil beyond the end.
    func scalar(at place: SourceLocation) -> Unicode.Scalar? {
        guard lineStarts.indices.contains(place.line - 1), place.column > 0 else { return nil }
        let index = lineStarts[place.line - 1] + place.column - 1
        return scalars.indices.contains(index) ? scalars[index] : nil
    }

    subscript(range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
}

extension String {
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}
