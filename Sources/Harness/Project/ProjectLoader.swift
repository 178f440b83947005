internal import Files
package import Model

/// Reads a project file and chooses one of its environments.
package struct ProjectLoader {
    package var reader: SourceReader
    package var stepDefaults: MappingShape
    package var processEnvironment: [String: String]
    /// `--var` values, in their order.
    package var flags: [(name: String, value: String)]
    /// Validate only: unset environment variables are not errors.
    package var isLenient = false

    package init(
        reader: SourceReader, stepDefaults: MappingShape, processEnvironment: [String: String],
        flags: [(name: String, value: String)], isLenient: Bool = false
    ) {
        self.reader = reader
        self.stepDefaults = stepDefaults
        self.processEnvironment = processEnvironment
        self.flags = flags
        self.isLenient = isLenient
    }

    static let variablePrefix = "GONOGO_VAR_"

    /// The names of the environments that the file declares, in its order; nil when it can't be read.
    package func environmentNames(_ file: String) -> [String]? {
        guard let root = reader.yaml(file) else { return nil }
        return root["environments"]?.mapping?.map(\.key) ?? []
    }

    /// The project with the environment named; without a name the only one, or the one called `local`.
    package func load(_ file: String, environment requested: String?, deploymentID: String) -> Project? {
        guard let root = reader.yaml(file) else { return nil }
        let before = errorCount
        let shape = MappingShape("project file", ProjectShape.fields(stepDefaults: stepDefaults))
        let expansion = EnvironmentExpansion(
            process: processEnvironment, diagnostics: reader.diagnostics,
            placeholder: isLenient ? Unset.placeholder : nil)
        guard let members = root.mapping else {
            ShapeChecker(scope: Scope(), diagnostics: reader.diagnostics).check(
                root, .mapping(shape), named: "project file")
            return nil
        }
        let expanded = Node(
            .mapping(
                members.map { member in
                    // Each environment is expanded when it is chosen: another one's secrets need not be set here.
                    guard member.key != "environments" else { return member }
                    return Node.Member(
                        key: member.key, keyLocation: member.keyLocation, value: expansion.expand(member.value))
                }), at: root.location)
        let chosen = choose(requested, expanded)
        let checked =
            chosen.map { replacing(expanded, environment: $0.name, with: expansion.expand($0.node)) } ?? expanded
        check(checked, shape, chosen: chosen?.name)
        guard errorCount == before, let chosen, let node = checked["environments"]?[chosen.name] else { return nil }
        return project(file, checked, name: chosen.name, node, deploymentID)
    }

    private var errorCount: Int { reader.diagnostics.errorCount }

    private func choose(_ requested: String?, _ root: Node) -> (name: String, node: Node)? {
        guard let members = root["environments"]?.mapping, !members.isEmpty else { return nil }
        let names = members.map(\.key)
        let location = root["environments"]?.location
        if let requested {
            if let member = members.first(where: { $0.key == requested }) { return (requested, member.value) }
            let nearest = NearestName.of(requested, among: names).map { "did you mean '\($0)'? " } ?? ""
            reader.diagnostics.error(
                at: location, "no environment '\(requested.clipped(to: 60))'",
                fix: "\(nearest)environments: \(names.joined(separator: ", "))")
            return nil
        }
        if members.count == 1 { return (members[0].key, members[0].value) }
        if let local = members.first(where: { $0.key == "local" }) { return ("local", local.value) }
        reader.diagnostics.error(
            at: location, "no environment chosen", fix: "say --env NAME; environments: \(names.joined(separator: ", "))"
        )
        return nil
    }

    private func replacing(_ root: Node, environment name: String, with node: Node) -> Node {
        func map(_ members: [Node.Member]?, _ key: String, _ value: (Node) -> Node) -> [Node.Member] {
            (members ?? []).map {
                $0.key == key ? Node.Member(key: $0.key, keyLocation: $0.keyLocation, value: value($0.value)) : $0
            }
        }
        return Node(
            .mapping(
                map(root.mapping, "environments") { environments in
                    Node(.mapping(map(environments.mapping, name) { _ in node }), at: environments.location)
                }), at: root.location)
    }

    /// The other environments keep their `${…}`, so their URLs and the like are not checked here.
    private func check(_ root: Node, _ shape: MappingShape, chosen: String?) {
        let visible = Node(
            .mapping(
                (root.mapping ?? []).map { member in
                    // Where none could be chosen that has been said, and no other is expanded.
                    guard member.key == "environments", let environments = member.value.mapping else { return member }
                    let one = Node(.mapping(environments.filter { $0.key == chosen }), at: member.value.location)
                    return Node.Member(key: member.key, keyLocation: member.keyLocation, value: one)
                }), at: root.location)
        ShapeChecker(scope: Scope(), diagnostics: reader.diagnostics).check(
            visible, .mapping(shape), named: "project file")
        if let environments = root["environments"], environments.mapping?.isEmpty ?? false {
            reader.diagnostics.error(at: environments.location, "'environments' is empty", fix: "declare at least one")
        }
    }

    private func project(_ file: String, _ root: Node, name: String, _ node: Node, _ deploymentID: String) -> Project {
        let top = Reader(root, scope: Scope())
        let environment = Reader(node, scope: Scope())
        let policy = top.reader("policy")
        let defaults = Policy()
        let reports = top.reader("reports")
        let variables = variables(root, node, name, deploymentID)
        // What is really asked: a flag may name another address than the project does.
        let target = RunRecord.Environment(
            name: name, baseUrl: variables.scope()["base_url"].map { URLMask.withoutCredentials($0.text) },
            protected: environment.bool("protected") ?? false)
        return Project(
            file: file, directory: Path.directory(of: file), name: top.word("project") ?? "",
            suitePatterns: (root["suites"]?.sequence ?? []).map { .init(text: $0.text ?? "", location: $0.location) },
            environment: target, stepDefaults: [node["defaults"], root["defaults"]].compactMap(\.self),
            variables: variables,
            policy: Policy(
                minChecks: policy?.int("min_checks") ?? defaults.minChecks,
                maxDurationSeconds: policy?.duration("max_duration")?.seconds ?? defaults.maxDurationSeconds,
                maxFlaky: policy?.int("max_flaky") ?? defaults.maxFlaky,
                concurrency: policy?.int("concurrency") ?? defaults.concurrency),
            reports: .init(
                directory: PathText.normalized(
                    Path.join(Path.directory(of: file), reports?.word("directory") ?? "reports")),
                formats: reports.map { $0.words("formats") }.flatMap { $0.isEmpty ? nil : $0 } ?? [
                    "summary", "junit", "json",
                ],
                junitDialect: reports?.word("junit_dialect") ?? "junit-10"))
    }

    private func variables(
        _ root: Node, _ node: Node, _ name: String, _ deploymentID: String
    ) -> ProjectVariables {
        var variables = ProjectVariables()
        let builtIn = "set by gonogo"
        variables.environment["environment"] = Variable(name, origin: builtIn)
        variables.environment["deployment_id"] = Variable(deploymentID, origin: builtIn)
        if let url = node["base_url"]?.text {
            // A trailing slash would double the one that every path begins with.
            variables.environment["base_url"] = Variable(
                url.hasSuffix("/") ? String(url.dropLast()) : url,
                origin: node["base_url"]?.location.description ?? builtIn)
        }
        let builtIns = variables.environment
        let secretNames = Set((node["secrets"]?.mapping ?? []).map(\.key))
        for (key, value) in processEnvironment where key.hasPrefix(Self.variablePrefix) {
            let name = String(key.dropFirst(Self.variablePrefix.count))
            variables.process[name] = Variable(
                value, isSecret: secretNames.contains(name) || SecretName.suggests(name),
                origin: "environment variable \(key)")
        }
        for flag in flags {
            variables.flags[flag.name] = Variable(
                flag.value, isSecret: secretNames.contains(flag.name) || SecretName.suggests(flag.name), origin: "--var"
            )
        }
        // An environment's values may refer to the project's, and the project's see the environment's: so these are read
        // twice, and what is unknown only the first time is no mistake.
        let draft = VariableReader.scope(
            root["vars"], known: builtIns, stronger: variables.overrides, Diagnostics())
        let known = builtIns.overlaid(by: draft)
        let secrets = VariableReader.scope(
            node["secrets"], isSecret: true, known: known, stronger: variables.overrides, reader.diagnostics)
        let plain = VariableReader.scope(
            node["vars"], known: known, stronger: secrets.overlaid(by: variables.overrides), reader.diagnostics)
        variables.environment = builtIns.overlaid(by: plain).overlaid(by: secrets)
        variables.project = VariableReader.scope(root["vars"], stronger: variables.stronger, reader.diagnostics)
        warnOfShortSecrets(node["secrets"], variables.scope())
        return variables
    }

    private func warnOfShortSecrets(_ node: Node?, _ scope: Scope) {
        for member in node?.mapping ?? [] {
            guard let length = scope[member.key]?.text.utf8.count, length > 0, length < Redactor.shortestWord else {
                continue
            }
            reader.diagnostics.warning(
                at: member.value.location,
                "the secret '\(member.key)' has fewer than \(Redactor.shortestWord) characters: it can't be masked",
                fix: "use a longer one")
        }
    }
}
