/// Reads the bytes of a dotenv file as one of the programs does that read such files.
///
///     # a comment
///     export LOG_LEVEL=info        # another one
///     DATABASE_URL="postgresql://app:${DB_PASSWORD}@db.internal/app"
///     GREETING='as it stands: ${NOT_A_REFERENCE}'
enum DotenvReader {
    /// How deep `${A:-${B:-…}}` may nest.
    static let maximumDepth = 16

    static func read(_ bytes: [UInt8], file: String, dialect: DotenvDialect) -> ConfigFile {
        switch ConfigText.decode(bytes, file: file) {
        case .failure(let failure):
            var result = ConfigFile()
            result.add(failure.problem)
            return result
        case .success(let scalars):
            let text = PlacedText(scalars, file: file)
            switch dialect {
            case .compose:
                var parser = ComposeParser(scalars, file: file)
                return parser.parse()
            case .node: return NodeReader.read(text)
            case .python:
                var reader = PythonReader(text)
                return reader.read()
            case .ruby:
                var reader = RubyReader(text)
                return reader.read()
            case .docker: return DockerReader.read(text)
            case .shell:
                var reader = ShellReader(text, hasByteOrderMark: bytes.starts(with: ConfigText.byteOrderMark))
                return reader.read()
            }
        }
    }
}
