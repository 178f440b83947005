internal import Model

extension ConfigSuiteDecoder {
    mutating func decodeCanary(_ node: Node?, _ specs: [String: KeySpec], _ scope: Scope) -> Canary? {
        guard let node else { return nil }
        let reader = Reader(node, scope: context.scope)
        guard let key = reader.word("key"), let nodes = reader["stages"]?.sequence else { return nil }
        let keyPlace = reader["key"]?.location ?? node.location
        guard let spec = specs[key] else {
            report(
                at: keyPlace, "'keys' has no '\(key.clipped(to: 60))'",
                fix: NearestName.of(key, among: specs.keys.sorted()).map { "did you mean '\($0)'?" } ?? "add it to them"
            )
            return nil
        }
        if spec.isWithheld {
            report(
                at: keyPlace, "the stages of a secret would be known to whoever reads the suite",
                fix: "secret: false under 'keys', if it is none")
        }
        var stages: [Operand] = []
        for entry in nodes {
            guard let stage = operand(entry, "stages", scope) else { return nil }
            if stage.isSecret {
                report(at: entry.location, "a stage can't come from a secret", fix: "write the value itself")
            }
            if let problem = spec.type.problem(with: stage.text, schemes: spec.schemes) {
                report(at: entry.location, "the stage \(stage.shown) is not \(spec.type.wanted)", fix: problem)
            }
            if stages.contains(where: { Expectation.Predicate.isEqual(stage.text, $0, spec.type) }) {
                report(at: entry.location, "the stage \(stage.shown) stands twice", fix: "remove one of the two")
            }
            stages.append(stage)
        }
        if stages.count < 2 {
            report(at: reader["stages"]?.location, "a canary has at least two stages", fix: "stages: [0, 0.1, 1.0]")
        }
        let state = reader.word("state").map(path(of:))
        if state == nil, let soak = reader["soak"] {
            report(
                at: soak.location, "'soak' needs 'state': nobody knows since when a stage has stood",
                fix: "state: canary.json")
        }
        return Canary(
            key: key, location: node.location, stages: stages, maximumStep: reader.int("max_step") ?? 1,
            statePath: state, soak: reader.duration("soak"))
    }

    /// A file remembers one canary.
    mutating func reportSharedStates(_ environments: [ConfigSuite.Environment]) {
        var owners: [String: String] = [:]
        for environment in environments {
            guard let canary = environment.canary, let path = canary.statePath else { continue }
            if let owner = owners[path] {
                report(
                    at: canary.location, "\(environment.name) and \(owner) would remember their canaries in one file",
                    fix: "give each a 'state' of its own")
            }
            if environments.contains(where: { $0.sources.contains { $0.path == path } }) {
                report(at: canary.location, "'state' names a file under 'sources'", fix: "state: canary.json")
            }
            owners[path] = environment.name
        }
    }

    mutating func decodeWaivers(_ node: Node?, environments: [String]) -> [WaiverSpec] {
        (node?.sequence ?? []).compactMap { entry in
            let reader = Reader(entry, scope: context.scope)
            guard let rule = reader.word("rule"), let reason = reader.word("reason"), let owner = reader.word("owner"),
                let expires = reader.word("expires")
            else { return nil }
            reportRule(rule, at: reader["rule"]?.location)
            for (name, text) in [("reason", reason), ("owner", owner)]
            where text.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
                report(
                    at: reader[name]?.location, "the waiver has no \(name)",
                    fix: "say who accepts it and why: nobody else can")
            }
            let environment = reader.word("environment")
            if let environment, !environments.contains(environment) {
                report(
                    at: reader["environment"]?.location,
                    "the environment '\(environment.clipped(to: 60))' has no sources",
                    fix: NearestName.of(environment, among: environments).map { "did you mean '\($0)'?" }
                        ?? "one of: \(environments.joined(separator: ", "))")
            }
            return WaiverSpec(
                rule: rule, key: reader.word("key"), environment: environment, reason: reason, owner: owner,
                expires: expires, location: entry.location)
        }
    }

    private mutating func reportRule(_ rule: String, at place: SourceLocation?) {
        guard !WaivableRule.isKnown(rule) else { return }
        if WaivableRule.refused.contains(where: { $0.rawValue == rule }) {
            report(at: place, "'\(rule)' can't be waived: what nobody knows can't be accepted", fix: "make it right")
            return
        }
        let nearest = NearestName.of(rule, among: WaivableRule.all).map { "did you mean '\($0)'? " } ?? ""
        report(
            at: place, "no rule has the id '\(rule.clipped(to: 60))'",
            fix: nearest + "rules: \(WaivableRule.all.joined(separator: ", "))".clipped(to: 900))
    }
}
