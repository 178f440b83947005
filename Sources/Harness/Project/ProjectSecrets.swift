package import Model

extension ProjectLoader {
    /// What a report about the file must not show, be the file valid or not: the secrets of its environments, what they
    /// are made of, and the credentials in base URLs.
    package func secrets(in file: String) -> [Secret] {
        // A reader of its own: what is wrong with the file is for `load` to tell.
        let reader = SourceReader()
        guard let environments = reader.yaml(file)?["environments"]?.mapping else { return [] }
        let expansion = EnvironmentExpansion(process: processEnvironment, diagnostics: reader.diagnostics)
        var values: Set<String> = []
        for environment in environments {
            for member in environment.value["secrets"]?.mapping ?? [] {
                expansion.expand(member.value).forEachScalar { scalar, _ in values.insert(scalar.text) }
                member.value.forEachScalar { scalar, _ in values.formUnion(processValues(in: scalar.text)) }
                if let value = processEnvironment[Self.variablePrefix + member.key] { values.insert(value) }
                values.formUnion(flags.filter { $0.name == member.key }.map(\.value))
            }
            if let url = environment.value["base_url"] {
                expansion.expand(url).forEachScalar { scalar, _ in values.formUnion(Self.credentials(in: scalar.text)) }
            }
        }
        return values.map { Secret($0) }
    }

    /// The values of the environment variables that a text takes with `${…}`.
    private func processValues(in text: String) -> [String] {
        guard text.contains("${") else { return [] }
        return processEnvironment.filter { text.contains("${\($0.key)}") || text.contains("${\($0.key):-") }.map(
            \.value)
    }

    /// What stands before the `@` of a URL, whole and from its first colon.
    private static func credentials(in url: String) -> [String] {
        let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
        guard let end = url.lastIndex(of: "@"), start < end else { return [] }
        let user = url[start..<end]
        return [String(user)] + (user.firstIndex(of: ":").map { [String(user[user.index(after: $0)...])] } ?? [])
    }
}
