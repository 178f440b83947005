/// Reads the bytes of a dotenv file; nothing in it is ever executed, and nothing outside it is looked up.
///
///     # a comment
///     export LOG_LEVEL=info        # another one
///     DATABASE_URL="postgresql://app:${DB_PASSWORD}@db.internal/app"
///     GREETING='as it stands: ${NOT_A_REFERENCE}'
package enum DotenvReader {
    /// A longer file is refused: whoever reads one from disk needs one byte more than this.
    package static let maximumBytes = 1_048_576
    /// More keys than this are refused.
    package static let maximumKeys = 10_000
    /// The limit of all values together once their references are filled in.
    static let maximumExpandedBytes = 4 * 1_048_576
    /// How deep `${A:-${B:-…}}` may nest.
    static let maximumDepth = 16

    package static func read(_ bytes: [UInt8], file: String, dialect: DotenvDialect) -> DotenvFile {
        switch DotenvText.decode(bytes, file: file) {
        case .failure(let failure):
            var result = DotenvFile()
            result.add(failure.problem)
            return result
        case .success(let scalars):
            switch dialect {
            case .compose:
                var parser = ComposeParser(scalars, file: file)
                return parser.parse()
            }
        }
    }
}
