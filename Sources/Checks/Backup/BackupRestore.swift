internal import Artifacts
internal import Model

/// Restores a backup into a scratch server, and asks that for what it holds.
struct BackupRestore: Sendable {
    /// A PostgreSQL server on which a database is made for it, and dropped again; nil for Redis.
    private let url: Template?
    private let query: Template?

    static let shape = MappingShape(
        "restore",
        [
            Field(
                "url", .text,
                "a scratch PostgreSQL server: postgresql://USER:PASSWORD@HOST:PORT/DATABASE; a database of its own is "
                    + "made on it and dropped again"),
            Field("redis", .choice(["true"]), "starts a redis-server of its own with a copy of the dump; write true"),
            Field(
                "query", .text, default: "how many tables there are",
                "SQL for the restored database; its first value must not be empty, 0 or f"),
        ], exactlyOne: ["url", "redis"])

    init(_ node: Node, _ context: DecodingContext) {
        let reader = Reader(node, scope: context.scope)
        url = reader.template("url")
        query = reader.template("query")
        if url == nil, let query = node["query"] {
            context.diagnostics.error(
                at: query.location, "'query' is for PostgreSQL", fix: "remove it, or give url in place of redis")
        }
    }

    /// What was found in the restored data; a problem where restoring fails or can't be tried.
    func restore(
        _ path: String, _ content: BackupContent, _ context: CaseContext, until deadline: ContinuousClock.Instant
    ) async -> Result<[String: Evidence.Fact], ArtifactProblem> {
        let path = path.hasPrefix("/") ? path : "./\(path)"
        let result: Result<[String: Evidence.Fact], BackupFlaw>
        if let url {
            do {
                let server = try ScratchPostgres(
                    url: try url.text(in: context.scope), query: try query?.text(in: context.scope),
                    deadline: deadline)
                context.run.redactor.add(Secret(server.password))
                result = await server.restore(path, content)
            } catch {
                result = .failure(BackupFlaw(.unknown, "\(error)"))
            }
        } else {
            result = await ScratchRedis(deadline: deadline).restore(path, content)
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return result.mapError { flaw in
            var problem = BackupRule.problem(flaw, name)
            problem.expected = "to be restored"
            return problem
        }
    }
}
