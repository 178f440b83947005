internal import Files
internal import Host
internal import Model
internal import Pattern

/// Steps that look for processes of this machine.
enum ProcessStep: StepKind {
    static let name = "process"
    static let summary =
        "processes of this machine for which all that is said holds; that there is one is a check of its own, unless processes is checked"
    static let checksByItself = true
    static let impliedPredicates: [(name: String, predicate: Predicate)] = [
        ("processes", .isOneOrMore)
    ]
    static let facts: Set<String> = ["processes", "oldest", "youngest", "rss", "descriptors"]

    static let shape = MappingShape(
        "process",
        [
            Field("name", .text, "the program's name, such as redis-server"),
            Field("pid_file", .text, "a file that begins with a process id, from the suite's folder"),
            Field(
                "command_matches", .text,
                "a regular expression that is found in the command line, its arguments parted by single spaces"),
            MachineReading.timeoutField,
        ], atLeastOne: ["name", "pid_file", "command_matches"])

    static func rule(of property: String) -> TrackedRule? {
        TrackedRule(id: "preflight/process", fix: "start what should run, or end what should not, before the release")
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        let pattern = reader.template("command_matches")
        if let text = pattern?.resolvedIfKnown(in: context.scope), !Unset.stands(in: text) {
            do throws(PatternError) { _ = try Pattern(text) } catch {
                context.diagnostics.error(
                    at: node["command_matches"]?.location, "`\(text.clipped(to: 120))`: \(error)")
                return nil
            }
        }
        return ProcessProbe(
            name: reader.template("name"), pidFile: reader.template("pid_file"), pattern: pattern,
            directory: context.directory, timeout: MachineReading.timeout(reader), location: node.location)
    }
}

private struct ProcessProbe: Probe {
    let name: Template?
    let pidFile: Template?
    let pattern: Template?
    let directory: String
    let timeout: Duration
    let location: SourceLocation

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        var reading = MachineReading(subject: "process", timeout: timeout, location: location)
        let search: ProcessSearch
        do {
            let name = try self.name?.text(in: context.scope)
            let pidFile = try self.pidFile?.text(in: context.scope)
            let pattern = try self.pattern?.text(in: context.scope)
            reading = MachineReading(
                subject: "process \(name ?? pidFile ?? pattern.map { "/\($0)/" } ?? "")", timeout: timeout,
                location: location)
            if name?.isEmpty ?? false { return reading.errored("the name is empty", expected: "a name") }
            search = ProcessSearch(
                name: name, pidFile: pidFile.map { Path.join(directory, $0) },
                pattern: try pattern.map { try Pattern($0) },
                end: min(deadline, .now.advanced(by: timeout)))
        } catch {
            return reading.errored("\(error)", expected: "a search that can be made")
        }
        return await reading.attempt(by: deadline) { try search.result() }
    }
}
