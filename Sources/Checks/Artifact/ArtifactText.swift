internal import Artifacts
internal import Files
internal import Model
internal import YAML

/// Reads artefacts that are looked at whole.
enum ArtifactText {
    /// For reports; a document that is parsed needs several times its size.
    static let mostBytes = 32 << 20

    struct Content: Sendable {
        var bytes: [UInt8]
        /// In milliseconds since 1970.
        var modified: Int64
    }

    /// The bytes of a file within `base`. A missing file and everything that can't be read is a problem: a fault of the
    /// release where `isRequired`, otherwise something that could not be found out.
    static func read(
        _ path: String, base: String, rule: String, isRequired: Bool, limit: Int = mostBytes
    ) throws(ArtifactProblem) -> Content {
        let content: Content
        let escape: String?
        do throws(FilesError) {
            let file = try OpenFile(path)
            escape = try ArtifactFiles.escape(of: path, from: base)
            guard file.size <= limit else { throw .tooLarge(path: path, size: file.size, limit: limit) }
            content = Content(
                bytes: escape == nil ? try file.bytes(at: 0, count: file.size) : [], modified: file.modified)
        } catch {
            if case .notFound = error {
                throw problem(rule, path, "no such file", isUnknown: !isRequired).at(.suite)
            }
            throw problem(rule, path, "\(error)", isUnknown: true)
        }
        if let escape { throw problem(rule, path, escape, isUnknown: true) }
        return content
    }

    private static func problem(_ rule: String, _ path: String, _ words: String, isUnknown: Bool) -> ArtifactProblem {
        ArtifactProblem(
            rule, Path.name(of: path), expected: "a file that can be read", actual: words,
            fix: "put the file there, and see that it can be read", isUnknown: isUnknown)
    }

    /// A YAML or JSON document as a tree with places. What is wrong with it comes as problems, which are faults of the
    /// file: whoever wrote it can't have meant it so.
    static func document(_ bytes: [UInt8], file: String, rule: String) -> (root: Node?, problems: [ArtifactProblem]) {
        let diagnostics = Diagnostics()
        let root = YAMLText.parse(bytes, file: file, diagnostics: diagnostics)
        let problems = diagnostics.sorted.filter { $0.level == .error }.prefix(20).map { diagnostic in
            ArtifactProblem(
                rule, "syntax", expected: "valid YAML or JSON", actual: diagnostic.message, fix: diagnostic.fix,
                line: diagnostic.location?.line ?? 1, column: diagnostic.location?.column ?? 1)
        }
        return (root, Array(problems))
    }

    /// How old a file is; nil where its time is yet to come, beyond what clocks differ.
    static func age(modified: Int64, now: Timestamp) -> Int64? {
        let age = now.millisecondsSince1970 - modified
        return age < -5 * 60_000 ? nil : max(0, age)
    }

    /// What is wrong with the age of a file; nil where nothing is.
    static func staleness(
        _ age: Int64?, limit: Duration?, rule: String, subject: String
    ) -> ArtifactProblem? {
        guard let limit else { return nil }
        let expected = "changed within the last \(limit.text)"
        guard let age else {
            return ArtifactProblem(
                rule, subject, expected: expected, actual: "a time that is yet to come",
                fix: "set the clocks right", isUnknown: true)
        }
        guard Double(age) > limit.milliseconds else { return nil }
        return ArtifactProblem(
            rule, subject, expected: expected, actual: "\(DurationText.text(seconds: Double(age) / 1_000)) old",
            fix: "make it anew, and see why that did not happen by itself")
    }
}
