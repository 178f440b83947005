package import Model

extension ConfigSuite {
    /// Makes a suite of a node that `ConfigSuiteShape.fields` let through; nil after an error.
    package static func decode(_ node: Node, _ context: DecodingContext) -> ConfigSuite? {
        var decoder = ConfigSuiteDecoder(context: context)
        return decoder.decode(node)
    }
}

/// Reports what the shape can't say: names that don't meet, operands that don't fit their type.
struct ConfigSuiteDecoder {
    let context: DecodingContext
    private var isValid = true

    init(context: DecodingContext) { self.context = context }

    mutating func decode(_ node: Node) -> ConfigSuite? {
        let reader = Reader(node, scope: context.scope)
        let severity = reader.word("severity").flatMap(Severity.init) ?? .block
        var environments = decodeSources(reader)
        let names = environments.map(\.name)
        reportNames(node)
        var keys = (node["keys"]?.mapping ?? []).compactMap { decodeKey($0, severity, environments: names) }
        decodeConditions(node, &keys, environments: names)
        let specs = Dictionary(keys.map { ($0.key, $0) }) { first, _ in first }
        for member in node["environments"]?.mapping ?? [] {
            guard let index = names.firstIndex(of: member.key) else {
                report(
                    at: member.keyLocation, "the environment '\(member.key.clipped(to: 60))' has no sources",
                    fix: NearestName.of(member.key, among: names).map { "did you mean '\($0)'?" }
                        ?? "name its files under 'sources', or one of: \(names.joined(separator: ", "))")
                continue
            }
            let scope = scope(of: member.key)
            environments[index].expectations = (member.value["expect"]?.mapping ?? []).compactMap {
                decodeExpectation($0, specs[$0.key]?.type, scope)
            }
            environments[index].forbidden = (member.value["forbid_keys"]?.sequence ?? []).compactMap { entry in
                Reader.word(entry, context.scope).map { ($0, entry.location) }
            }
            environments[index].canary = decodeCanary(member.value["canary"], specs, scope)
            reportContradictions(environments[index], keys)
        }
        let unknownKeys = reader.word("unknown_keys").flatMap(ConfigSuite.UnknownKeys.init) ?? .warn
        reportSharedStates(environments)
        let parity = decodeParity(node["parity"], keys, names, severity)
        let waivers = decodeWaivers(node["waivers"], environments: names)
        let security = decodeSecurity(node, environments: environments)
        guard isValid else { return nil }
        let dialects =
            node["dialects"]?.sequence?.compactMap { Reader.word($0, context.scope).flatMap(DotenvDialect.init) }
            ?? DotenvDialect.allCases
        return ConfigSuite(
            environments: environments, keys: keys, unknownKeys: unknownKeys, dialects: dialects, severity: severity,
            parity: parity, waivers: waivers, security: security)
    }

    mutating func report(at location: SourceLocation?, _ message: String, fix: String) {
        isValid = false
        context.diagnostics.error(at: location, message, fix: fix)
    }

    // MARK: Sources

    private mutating func decodeSources(_ reader: Reader) -> [ConfigSuite.Environment] {
        let members = reader["sources"]?.mapping ?? []
        if members.isEmpty {
            report(
                at: reader["sources"]?.location ?? reader.location, "'sources' names no environment",
                fix: "write production: [{file: config/production.env}]")
        }
        return members.compactMap { member in
            guard Template.isName(member.key) else {
                report(
                    at: member.keyLocation, "'\(member.key.clipped(to: 60))' can't be the name of an environment",
                    fix: "letters, digits and _ - ., beginning with a letter or _")
                return nil
            }
            if ["parity", "waivers"].contains(member.key) {
                report(
                    at: member.keyLocation, "no environment can be called '\(member.key)': checks are",
                    fix: "give it another name")
            }
            let sources = (member.value.sequence ?? []).compactMap { decodeSource($0) }
            return ConfigSuite.Environment(
                name: member.key, location: member.keyLocation, sources: sources, expectations: [], forbidden: [])
        }
    }

    private mutating func decodeSource(_ node: Node) -> ConfigSuite.Source? {
        let reader = Reader(node, scope: context.scope)
        guard let file = reader.word("file") else {
            isValid = false
            return nil
        }
        let format = reader.word("format").flatMap(ConfigFormat.init) ?? .of(path: file)
        if format != .dotenv, let dialect = reader["dialect"] {
            report(
                at: dialect.location, "'dialect' belongs to dotenv files, and this one is read as \(format.rawValue)",
                fix: "remove it, or say format: dotenv")
        }
        return ConfigSuite.Source(
            path: path(of: file), format: format,
            dialect: reader.word("dialect").flatMap(DotenvDialect.init) ?? .compose, prefix: reader.word("prefix"),
            location: node["file"]?.location ?? node.location)
    }

    func path(of file: String) -> String {
        PathText.normalized(file.hasPrefix("/") ? file : "\(context.directory)/\(file)")
    }

    // MARK: Operands

    /// The variables known before the run, with `environment` standing for the one that is checked.
    func scope(of environment: String) -> Scope {
        var scope = context.scope
        scope["environment"] = Variable(environment, origin: "the environment that is checked")
        return scope
    }

    /// The text of a scalar with its variables filled in; nil after a report.
    mutating func operand(_ node: Node, _ name: String, _ scope: Scope) -> Operand? {
        guard let scalar = node.scalar, !scalar.isNull else {
            report(
                at: node.location, "'\(name)' has no value",
                fix: "give it a value, \"\" for an empty one, or remove the key")
            return nil
        }
        let isTemplate = Template.mentionsVariables(scalar.text)
        let template = Template(scalar.text)
        guard let text = isTemplate ? template.resolvedIfKnown(in: scope) : scalar.text else {
            let missing = template.names.first { scope[$0] == nil }
            let nearest = missing.flatMap { NearestName.of($0, among: scope.names) }
            report(
                at: node.location,
                "'\(name)' must be known before the run, but '\(missing ?? template.malformed ?? "")' is not",
                fix: nearest.map { "did you mean '\($0)'?" }
                    ?? "use a variable of the project, the environment, the suite or --var")
            return nil
        }
        let isSecret = isTemplate && template.names.contains { scope[$0]?.isSecret == true }
        return Operand(text: text, isPlain: !scalar.isQuoted, isSecret: isSecret, location: node.location)
    }

    // MARK: Names

    /// A key that no file can hold would always be missing; one that is forbidden twice would be judged twice.
    private mutating func reportNames(_ node: Node) {
        var names = (node["keys"]?.mapping ?? []).map { ($0.key, $0.keyLocation) }
        for environment in node["environments"]?.mapping ?? [] {
            names += (environment.value["expect"]?.mapping ?? []).map { ($0.key, $0.keyLocation) }
            var forbidden: Set<String> = []
            for entry in environment.value["forbid_keys"]?.sequence ?? [] {
                guard let key = Reader.word(entry, context.scope) else { continue }
                names.append((key, entry.location))
                if !forbidden.insert(key).inserted {
                    report(
                        at: entry.location, "'\(key.clipped(to: 60))' is forbidden twice", fix: "remove one of the two")
                }
            }
        }
        for (name, place) in names where !KeyName.isPossible(name) {
            report(
                at: place, "'\(name.clipped(to: 60))' can't be a key of a config file",
                fix: "letters, digits and _ . - [ ], at most 128 of them")
        }
    }

    // MARK: Contradictions

    /// A key that is forbidden and asked for can't be right both ways.
    private mutating func reportContradictions(_ environment: ConfigSuite.Environment, _ keys: [KeySpec]) {
        for (key, location) in environment.forbidden {
            if keys.contains(where: { $0.key == key && $0.isForbidden }) {
                report(at: location, "'\(key.clipped(to: 60))' is forbidden everywhere already", fix: "remove it here")
                continue
            }
            let isExpected = environment.expectations.contains { $0.key == key } || environment.canary?.key == key
            guard isExpected || keys.contains(where: { $0.key == key && $0.isRequired }) else { continue }
            report(
                at: location,
                "'\(key.clipped(to: 60))' is forbidden here and \(isExpected ? "expected" : "required") as well",
                fix: "remove one of the two")
        }
        for expectation in environment.expectations
        where keys.contains(where: { $0.key == expectation.key && $0.isForbidden }) {
            report(
                at: expectation.location,
                "'\(expectation.key.clipped(to: 60))' is expected here and forbidden everywhere",
                fix: "remove one of the two")
        }
    }
}
