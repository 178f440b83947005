internal import Model
internal import YAML

/// Reads a YAML file, as strictly as suites are read; a repeated key is a problem of its own.
enum YAMLConfig {
    static func read(_ bytes: [UInt8], file: String) -> ConfigFile {
        var result = EntryCollector()
        let diagnostics = Diagnostics()
        let root = YAMLText.parse(bytes, file: file, diagnostics: diagnostics, for: .config)
        for diagnostic in diagnostics.sorted {
            result.report(
                .syntax, diagnostic.message, fix: diagnostic.fix ?? "put a text with special characters into quotes",
                at: diagnostic.location ?? SourceLocation(file: file, line: 1, column: 1))
        }
        guard let root, !diagnostics.hasErrors else { return result.file }
        return NodeFlattener.flatten(root, into: result).file
    }
}
