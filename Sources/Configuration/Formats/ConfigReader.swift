internal import Model

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
        let content = read(bytes, file, format, dialect)
        guard let prefix else { return content }
        return PrefixSelection(prefix).select(from: content, at: SourceLocation(file: file, line: 1, column: 1))
    }

    private static func read(
        _ bytes: [UInt8], _ file: String, _ format: ConfigFormat, _ dialect: DotenvDialect
    ) -> ConfigFile {
        if format == .dotenv { return DotenvReader.read(bytes, file: file, dialect: dialect) }
        if format == .properties { return PropertiesReader.read(bytes, file: file) }
        switch ConfigText.decode(bytes, file: file) {
        case .failure(let failure):
            var result = ConfigFile()
            result.add(failure.problem)
            return result
        case .success(let scalars):
            return switch format {
            case .yaml: YAMLConfig.read(bytes, file: file)
            case .json: JSONConfig.read(bytes, file: file)
            default: TOMLReader.read(PlacedText(scalars, file: file))
            }
        }
    }
}
