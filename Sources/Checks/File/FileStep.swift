internal import Host
internal import Model

/// Steps that look at a file of this machine.
enum FileStep: StepKind {
    static let name = "file"
    static let summary = "a file of this machine; being there is a check of its own, unless present is checked"
    static let checksByItself = true
    static let impliedPredicates: [(name: String, predicate: Predicate)] = [
        ("present", .isTrue)
    ]
    static let facts: Set<String> = [
        "present", "file_type", "mode", "owner", "group", "size", "age", "link_target", "inside", "body", "json",
        "jsonpath", "xpath", "regex", "bytes", "sha256",
    ]

    static let shape = MappingShape(
        "file",
        [
            Field("path", .text, required: true, "the file, from the suite's folder"),
            Field(
                "follow", .boolean, default: "false",
                "follows a symbolic link that leads from the project's folder out of it"),
            Field(
                "max_body", .bytes, default: "1MiB", "the largest file whose contents are looked into, at most 64MiB"),
            Field("show", .boolean, default: "false", "shows parts of the contents in results; they may hold secrets"),
            MachineReading.timeoutField,
        ])

    static func rule(of property: String) -> TrackedRule? {
        let fix =
            switch property {
            case "present": "put the file there, or correct the path"
            case "mode": "chmod the file to the mode that is expected"
            case "owner", "group": "chown the file to the user and group that are expected"
            case "inside", "link_target": "replace the link, or let it point where it should"
            default: "bring the file in order before the release"
            }
        return TrackedRule(id: "preflight/file", fix: fix)
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        guard let path = reader.template("path") else { return nil }
        let limit = reader.bytes("max_body") ?? 1_048_576
        guard limit <= 64 << 20 else {
            context.diagnostics.error(
                at: node["max_body"]?.location, "'max_body' is more than 64MiB", fix: "64MiB or less")
            return nil
        }
        return FileProbe(
            path: path, directory: context.directory, isFollowing: reader.bool("follow") ?? false, limit: limit,
            isShown: reader.bool("show") ?? false, timeout: MachineReading.timeout(reader), location: node.location)
    }
}

private struct FileProbe: Probe {
    let path: Template
    let directory: String
    let isFollowing: Bool
    let limit: Int
    let isShown: Bool
    let timeout: Duration
    let location: SourceLocation

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        var reading = MachineReading(subject: "file", timeout: timeout, location: location)
        let path: String
        do { path = try self.path.text(in: context.scope) } catch {
            return reading.errored("\(error)", expected: "a path")
        }
        reading = MachineReading(subject: "file \(path)", timeout: timeout, location: location)
        let look = FileLook(
            path: path, directory: directory, project: context.run.directory, isFollowing: isFollowing, limit: limit,
            isShown: isShown)
        return await reading.attempt(by: deadline) { try look.look() }
    }
}
