/// How a config file is written.
package enum ConfigFormat: String, Sendable, CaseIterable {
    case dotenv, yaml, json, toml, properties

    /// The format that a file's name tells; everything that has no telling end is dotenv, as `.env.production` is.
    package static func of(path: String) -> ConfigFormat {
        let name = path.lowercased()
        return endings.first { name.hasSuffix($0.0) }?.1 ?? .dotenv
    }

    private static let endings: [(String, ConfigFormat)] = [
        (".yaml", .yaml), (".yml", .yaml), (".json", .json), (".toml", .toml), (".properties", .properties),
    ]
}
