internal import Model

extension ConfigSuiteDecoder {
    /// The `security` section; nil where there is none, or after a report.
    mutating func decodeSecurity(_ node: Node, environments: [ConfigSuite.Environment]) -> ConfigSuite.Security? {
        guard let section = node["security"] else { return nil }
        let reader = Reader(section, scope: context.scope)
        if let clash = environments.first(where: { $0.name == "security" }) {
            report(
                at: clash.location, "'security' can't be the name of an environment here",
                fix: "it is the name of the scan's own rules: rename the environment")
        }
        var plaintext: [String: Severity] = [:]
        let names = environments.map(\.name) + ["production", "staging", "development"]
        for member in section["plaintext_secrets"]?.mapping ?? [] {
            guard names.contains(member.key) else {
                report(
                    at: member.keyLocation, "'\(member.key.clipped(to: 60))' is no environment of this suite",
                    fix: NearestName.of(member.key, among: names).map { "did you mean '\($0)'?" }
                        ?? "one of: \(names.joined(separator: ", ").clipped(to: 200))")
                continue
            }
            plaintext[member.key] = Reader.word(member.value, context.scope).flatMap(Severity.init)
        }
        let files = reader.reader("files")
        let tracked = files?.word("git_tracked") ?? "block"
        return ConfigSuite.Security(
            scan: (section["scan"]?.sequence ?? []).compactMap(pattern), plaintext: plaintext,
            references: reader.words("references").filter { !$0.isEmpty },
            mode: files?.word("mode").flatMap { Int($0, radix: 8) }, gitTracked: Severity(rawValue: tracked),
            location: section.location)
    }

    /// Where the pattern starts, and what of it is below that place.
    private func pattern(_ node: Node) -> ConfigSuite.Security.Pattern? {
        guard let text = Reader.word(node, context.scope) else { return nil }
        let parts = text.split(separator: "/").filter { $0 != "." }
        let up = parts.prefix { $0 == ".." }
        let folder = text.hasPrefix("/") ? "/" : context.directory
        return ConfigSuite.Security.Pattern(
            base: PathText.normalized(([folder] + up.map(String.init)).joined(separator: "/")),
            pattern: parts.dropFirst(up.count).joined(separator: "/"), location: node.location)
    }
}
