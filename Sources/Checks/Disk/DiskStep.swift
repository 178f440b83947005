internal import Files
internal import Host
internal import Model

/// Steps that look at how full a file system is.
enum DiskStep: StepKind {
    static let name = "disk"
    static let summary = "how full the file system is that holds a path"
    static let facts: Set<String> = ["used", "total", "free", "inodes_used", "mounted_on"]

    static let shape = MappingShape(
        "disk",
        [
            Field("path", .text, required: true, "any path on the file system, from the suite's folder"),
            MachineReading.timeoutField,
        ])

    static func rule(of property: String) -> TrackedRule? {
        TrackedRule(id: "preflight/disk", fix: "free space on the file system, or grow it, before the release")
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        guard let path = reader.template("path") else { return nil }
        return DiskProbe(
            path: path, directory: context.directory, timeout: MachineReading.timeout(reader),
            location: node.location)
    }
}

private struct DiskProbe: Probe {
    let path: Template
    let directory: String
    let timeout: Duration
    let location: SourceLocation

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        var reading = MachineReading(subject: "disk", timeout: timeout, location: location)
        let path: String
        do { path = try self.path.text(in: context.scope) } catch {
            return reading.errored("\(error)", expected: "a path")
        }
        reading = MachineReading(subject: "disk \(path)", timeout: timeout, location: location)
        let place = Path.join(directory, path)
        return await reading.attempt(by: deadline) {
            let disk = try Host.disk(at: place)
            let none = "the file system at \(disk.mountedOn) does not count"
            let facts: [String: Evidence.Fact] = [
                "used": disk.used.map { .measured($0, .percent) } ?? .unknown("\(none) blocks"),
                "inodes_used": disk.inodesUsed.map { .measured($0, .percent) } ?? .unknown("\(none) inodes"),
                "total": .measured(disk.total, .size), "free": .measured(disk.free, .size),
                "mounted_on": .text(disk.mountedOn),
            ]
            return MachineReading.Result(
                summary: "\(SizeText.text(disk.free)) of \(SizeText.text(disk.total)) free",
                evidence: Evidence(facts: facts))
        }
    }
}
