internal import Files
package import Model
internal import YAML

/// Reads YAML files within bounds and remembers their texts, so that diagnostics can show the line they speak of.
package final class SourceReader {
    package let diagnostics = Diagnostics()
    private var texts: [String: String] = [:]
    /// What stands in the files so far in places where secrets stand: for everything that is shown of them.
    package private(set) var secrets: [Secret] = []

    package init() {}

    /// The root node of a file; nil when anything was reported: that it can't be read at the place that asks for it.
    package func yaml(_ path: String, at asking: SourceLocation? = nil) -> Node? {
        do throws(FilesError) {
            let bytes = try BoundedFile.read(path, limit: YAMLText.Limit.bytes)
            texts[path] = String(decoding: bytes, as: UTF8.self)
            let root = YAMLText.parse(bytes, file: path, diagnostics: diagnostics)
            // A file that can't be parsed is shown where it is broken, and that may be anywhere.
            secrets += root?.literalSecrets ?? SecretText.secrets(in: bytes)
            return root
        } catch {
            diagnostics.error(at: asking, "\(error)")
            return nil
        }
    }

    /// What a table beside a suite holds.
    func add(_ secrets: [Secret]) { self.secrets += secrets }

    /// Everything reported so far, as people read it.
    package var report: String {
        let told = diagnostics.sorted
        // What can be shown of a file takes longer to find out than reading it: only of those that are spoken of.
        let files = Set(told.compactMap { $0.location?.file })
        let text = DiagnosticText(files: texts.filter { files.contains($0.key) })
        return told.map(text.render).joined()
    }
}
