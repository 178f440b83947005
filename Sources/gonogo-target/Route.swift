/// One line of the API: what it answers, and the sentence that `--help` and /docs/ show.
struct Route: Sendable {
    let method: String
    /// May hold one `{id}`, which stands for one non-empty path segment (or the part of one).
    let pattern: String
    let summary: String
    let access: Access
    let handler: Handler

    typealias Handler = @Sendable (Call) throws(Refusal) -> Response

    enum Access { case open, bearer }

    init(_ method: String, _ pattern: String, _ summary: String, _ access: Access = .open, _ handler: @escaping Handler)
    {
        self.method = method
        self.pattern = pattern
        self.summary = summary
        self.access = access
        self.handler = handler
    }

    /// The text for `{id}` (empty where the pattern has none), or nil when the path is another one.
    func match(_ path: String) -> Substring? {
        guard let brace = pattern.firstIndex(of: "{"), let end = pattern.firstIndex(of: "}") else {
            return path == pattern ? "" : nil
        }
        let (prefix, suffix) = (pattern[..<brace], pattern[pattern.index(after: end)...])
        guard path.utf8.count > prefix.utf8.count + suffix.utf8.count, path.hasPrefix(prefix), path.hasSuffix(suffix)
        else {
            return nil
        }
        let id = path.dropFirst(prefix.count).dropLast(suffix.count)
        return id.contains("/") ? nil : id
    }
}

/// A request on its way into a handler.
struct Call {
    let request: Request
    /// What stood for the pattern's `{id}`.
    let id: String
    let service: Service
}
