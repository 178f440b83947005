extension Node {
    /// True where what a `capture` keeps under the name is a secret: by its own word, else by the name.
    package func isSecretCapture(named name: String) -> Bool {
        self["secret"]?.scalar?.bool ?? SecretName.suggests(name)
    }

    /// Every secret of every `capture` in the tree: what they find is a secret wherever it is found.
    package var secretCaptures: [Member] {
        switch content {
        case .scalar: []
        case .sequence(let nodes): nodes.flatMap(\.secretCaptures)
        case .mapping(let members):
            members.flatMap { member in
                guard member.key == "capture" else { return member.value.secretCaptures }
                return (member.value.mapping ?? []).filter { $0.value.isSecretCapture(named: $0.key) }
            }
        }
    }

    /// The secrets that stand literally in the tree of a suite or project file: values under secret names, cookies, and
    /// passwords in URLs.
    package var literalSecrets: [Secret] {
        var found: Set<Secret> = []
        collectSecrets(named: nil, isExpectation: false, into: &found)
        return Array(found)
    }

    private func collectSecrets(named name: String?, isExpectation: Bool, into found: inout Set<Secret>) {
        switch content {
        case .scalar(let scalar):
            found.formUnion(SecretText.urlSecrets(in: scalar.text))
            let values =
                name == Self.cookies
                ? scalar.text.split(separator: ";").map { pair in
                    String(pair.split(separator: "=", maxSplits: 1).last ?? pair[...])
                } : [SecretText.withoutScheme(scalar.text)]
            // A short word in an expectation is hardly a credential, and a mask of it would hide what was expected.
            let shortest = isExpectation ? Redactor.shortestValue : Redactor.shortestWord
            for value in values {
                guard let secret = name.flatMap({ SecretText.secret($0 == Self.cookies ? "password" : $0, value) }),
                    secret.reveal().utf8.count >= shortest
                else { continue }
                found.insert(secret)
            }
        case .sequence(let nodes):
            for node in nodes { node.collectSecrets(named: name, isExpectation: isExpectation, into: &found) }
        case .mapping(let members):
            for member in members where member.key != "capture" {
                let isExpected = isExpectation || ["check", "until", "fail_if", "assert"].contains(member.key)
                let isCookie =
                    !isExpected && (name == Self.cookies || ["cookie", "cookies"].contains(member.key.lowercased()))
                member.value.collectSecrets(
                    named: isCookie ? Self.cookies : member.key, isExpectation: isExpected, into: &found)
            }
        }
    }

    /// Stands for the names of cookies: each one is a credential, whatever it is called.
    private static let cookies = "cookies"
}
