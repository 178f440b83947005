internal import Files
package import Model
internal import YAML

/// Reads YAML files within bounds and remembers their texts, so that diagnostics can show the line they speak of.
package final class SourceReader {
    package let diagnostics = Diagnostics()
    private var texts: [String: String] = [:]

    package init() {}

    /// The root node of a file; nil when anything was reported.
    package func yaml(_ path: String) -> Node? {
        do throws(FilesError) {
            let bytes = try BoundedFile.read(path, limit: YAMLText.Limit.bytes)
            texts[path] = String(decoding: bytes, as: UTF8.self)
            return YAMLText.parse(bytes, file: path, diagnostics: diagnostics)
        } catch {
            diagnostics.error(at: nil, "\(error)")
            return nil
        }
    }

    /// Everything reported so far, as people read it.
    package var report: String {
        let text = DiagnosticText(files: texts)
        return diagnostics.sorted.map(text.render).joined()
    }
}
