internal import Artifacts
internal import Files
internal import Model

/// Which files a step looks at: one by its path, or those that a pattern names.
struct ArtifactFiles: Sendable {
    private let text: Template
    let isPattern: Bool
    let directory: String

    /// A pattern finds at most so many files that are looked at.
    private static let most = 10_000

    /// The fields of which a kind of step has exactly one.
    static func fields(file: String, _ what: String) -> [Field] {
        [
            Field(file, .text, "\(what), from the suite's folder"),
            Field("glob", .text, "a pattern such as reports/**/*.xml in place of one file, from the suite's folder"),
        ]
    }

    init?(_ reader: Reader, file: String, _ context: DecodingContext) {
        guard let text = reader.template(file) ?? reader.template("glob") else { return nil }
        isPattern = reader.template(file) == nil
        self.text = text
        directory = context.directory
    }

    struct Found: Sendable {
        /// As it is shown and opened.
        var paths: [String]
        /// What was looked for.
        var wanted: String
        /// The folder that links may not lead out of.
        var base: String
    }

    /// The paths, those of a pattern sorted; throws words for why not.
    func find(_ scope: Scope) throws(Failure) -> Found {
        let name: String
        do { name = try text.text(in: scope) } catch { throw Failure(words: "\(error)") }
        let path = PathText.normalized(Path.join(directory, name))
        guard isPattern else { return Found(paths: [path], wanted: path, base: Path.directory(of: path)) }
        let paths: [String]
        do throws(FilesError) { paths = try Glob.expand(path, base: ".") } catch { throw Failure(words: "\(error)") }
        guard paths.count <= Self.most else {
            throw Failure(words: "\(paths.count) files match \(path), more than \(Self.most)")
        }
        return Found(paths: paths, wanted: path, base: Self.literalFolder(of: path))
    }

    struct Failure: Error, CustomStringConvertible {
        var words: String
        var description: String { words }
    }

    /// The folder before the first wildcard.
    private static func literalFolder(of pattern: String) -> String {
        let parts = pattern.split(separator: "/", omittingEmptySubsequences: true)
        let literal = parts.dropLast().prefix { part in !part.contains { "*?[".contains($0) } }
        let joined = literal.joined(separator: "/")
        return pattern.hasPrefix("/") ? "/\(joined)" : joined.isEmpty ? "." : joined
    }

    /// Why a file is not to be followed: a link that leads out of the folder; nil where it may be.
    static func escape(of path: String, from base: String) throws(FilesError) -> String? {
        let folder = try Path.resolved(base)
        let file = try Path.resolved(path)
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return file.hasPrefix(prefix) ? nil : "it is a link that leads out of \(base), which is not followed"
    }
}
