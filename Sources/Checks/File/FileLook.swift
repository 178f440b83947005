internal import Files
internal import Host
internal import Model

/// One look at a file. Nothing but a regular file is ever opened, and no link is followed out of the project's folder.
struct FileLook: Sendable {
    let path: String
    /// Where relative paths start.
    let directory: String
    let project: String
    let isFollowing: Bool
    let limit: Int
    let isShown: Bool

    private var place: String { Path.join(directory, path) }

    func look() throws -> MachineReading.Result {
        guard let own = try Host.file(at: place, following: false) else { return missing([:]) }
        var facts: [String: Evidence.Fact] = [:]
        if own.kind == .symlink { facts["link_target"] = .text(try Host.linkTarget(of: place)) }
        guard let real = try Host.realPath(place), let file = try Host.file(at: place, following: true) else {
            return missing(facts)
        }
        let isInside = try isIn(project: real)
        facts["inside"] = .bool(isInside)
        if !isInside, !isFollowing, try isWrittenInProject() { return outside(facts) }
        facts["present"] = .bool(true)
        facts["file_type"] = .text(file.kind.rawValue)
        facts["mode"] = .text(file.modeText)
        facts["owner"] = .text(file.owner)
        facts["group"] = .text(file.group)
        // Clocks of file servers differ a little.
        facts["age"] =
            file.age < -300
            ? .unknown("the time of its last change is yet to come") : .measured(max(0, file.age), .age)
        if file.kind == .file { facts["size"] = .measured(Double(file.size), .size) }
        return MachineReading.Result(
            summary: "\(file.kind.rawValue), \(file.modeText) \(file.owner):\(file.group)",
            evidence: contents(of: real, file, facts))
    }

    /// The evidence of a file that is not there: nothing but that is known of it.
    private func missing(_ facts: [String: Evidence.Fact]) -> MachineReading.Result {
        let why = facts["link_target"] == nil ? "the file is not there" : "the link leads nowhere"
        return MachineReading.Result(
            summary: why,
            evidence: Evidence(facts: facts.merging(["present": .bool(false)]) { _, new in new }, bodyProblem: why))
    }

    private func outside(_ facts: [String: Evidence.Fact]) -> MachineReading.Result {
        let why = "it leads out of the project's folder; with follow: true it is followed"
        var facts = facts
        for name in ["present", "file_type", "mode", "owner", "group", "age", "size"] { facts[name] = .unknown(why) }
        return MachineReading.Result(
            summary: "a link out of the project's folder", evidence: Evidence(facts: facts, bodyProblem: why))
    }

    private func contents(of real: String, _ file: FileFacts, _ facts: [String: Evidence.Fact]) -> Evidence {
        func evidence(_ problem: String) -> Evidence { Evidence(facts: facts, bodyProblem: problem) }
        guard file.kind == .file else { return evidence("it is a \(file.kind.rawValue), which has no contents") }
        do throws(FilesError) {
            let bytes = try BoundedFile.read(real, limit: limit)
            return Evidence(
                facts: facts.merging(["bytes": .bytes(bytes.count)]) { _, new in new }, body: bytes,
                isBodyWithheld: !isShown)
        } catch {
            switch error {
            case .tooLarge:
                return evidence("it is larger than max_body (\(limit) bytes), so its contents were not looked into")
            case .refused(_, _, let code): return evidence("its contents can't be read: \(Host.reason(of: code))")
            default: return evidence("its contents can't be read")
            }
        }
    }

    // MARK: Places

    private func isIn(project real: String) throws -> Bool {
        guard let root = try Host.realPath(project.isEmpty ? "." : project) else { return false }
        return Self.isBelow(real, root)
    }

    /// Whether the path, before any link is followed, is one of the project's.
    private func isWrittenInProject() throws -> Bool {
        let working = try Host.realPath(".") ?? "/"
        let written = PathText.normalized(Path.join(working, place))
        let root = PathText.normalized(Path.join(working, project.isEmpty ? "." : project))
        if Self.isBelow(written, root) { return true }
        return try Host.realPath(project.isEmpty ? "." : project).map { Self.isBelow(written, $0) } ?? false
    }

    private static func isBelow(_ path: String, _ root: String) -> Bool {
        path == root || path.hasPrefix(root.hasSuffix("/") ? root : "\(root)/")
    }
}
