internal import Model

/// Makes text of a file's bytes, or says why it is none.
enum ConfigText {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    struct Failure: Error { var problem: ConfigProblem }

    /// The file's characters without a byte order mark.
    static func decode(_ bytes: [UInt8], file: String) -> Result<[Unicode.Scalar], Failure> {
        guard bytes.count <= ConfigReader.maximumBytes else {
            return failure(
                .tooLarge, file, "the file is larger than 1 MiB", fix: "name a config file, which is far smaller")
        }
        if isWide(bytes) {
            return failure(.encoding, file, "the file is UTF-16", fix: "save it as UTF-8")
        }
        let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.count)
        var (line, lineStart) = (1, 0)
        var iterator = text.makeIterator()
        var decoder = UTF8()
        while true {
            switch decoder.decode(&iterator) {
            case .emptyInput: return .success(scalars)
            case .error:
                let place = SourceLocation(file: file, line: line, column: scalars.count - lineStart + 1)
                return failure(.encoding, place, "the file is not valid UTF-8 from here", fix: "save it as UTF-8")
            case .scalarValue("\0"):
                let place = SourceLocation(file: file, line: line, column: scalars.count - lineStart + 1)
                return failure(.nul, place, "a NUL byte: this is no text file", fix: "name a text file")
            case .scalarValue(let scalar):
                scalars.append(scalar)
                if scalar == "\n" { (line, lineStart) = (line + 1, scalars.count) }
            }
        }
    }

    /// True for a text in UTF-16, by its byte order mark.
    static func isWide(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    }

    private static func failure(
        _ kind: ConfigProblem.Kind, _ file: String, _ message: String, fix: String
    ) -> Result<[Unicode.Scalar], Failure> {
        failure(kind, SourceLocation(file: file, line: 1, column: 1), message, fix: fix)
    }

    private static func failure(
        _ kind: ConfigProblem.Kind, _ place: SourceLocation, _ message: String, fix: String
    ) -> Result<[Unicode.Scalar], Failure> {
        .failure(Failure(problem: ConfigProblem(kind: kind, location: place, message: message, fix: fix)))
    }
}
