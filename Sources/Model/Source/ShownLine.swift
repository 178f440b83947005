/// Lines of suite and project files as they may be shown: what stands where secrets stand is covered, character by
/// character, so that columns stay where they are.
///
/// A file may be broken at the very line that is shown, so nothing here relies on its having been parsed.
enum ShownLine {
    /// The lines of one file.
    static func masked(_ lines: [Substring]) -> [String] {
        var depth: Int?
        return lines.map { line in
            let scalars = Array(line.unicodeScalars)
            let indentation = scalars.prefix { $0 == " " }.count
            let isBlank = indentation == scalars.count
            if let open = depth, !isBlank, indentation <= open { depth = nil }
            var covered = Array(repeating: false, count: scalars.count)
            if depth != nil {
                cover(from: start(ofValueIn: scalars), &covered)
            } else {
                coverFields(scalars, &covered)
                if opensBlock(scalars) { depth = indentation }
            }
            coverCredentials(scalars, &covered)
            var result = String.UnicodeScalarView()
            for (scalar, isCovered) in zip(scalars, covered) {
                result.append(isCovered && scalar != " " ? "*" : scalar)
            }
            return String(result)
        }
    }

    private static let hints = [
        "passw", "passphrase", "pwd", "secret", "token", "credential", "cookie", "bearer", "authorization", "api_key",
        "api-key", "apikey", "private_key", "access_key", "signing_key", "dsn", "jwt",
    ]
    /// What stands in braces behind such a name describes the value, but for these.
    private static let values: Set<String> = [
        "equals", "eq", "ne", "one_of", "matches", "contains", "starts_with", "ends_with", "value", "password",
    ]

    private static func suggestsSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return hints.contains { name.contains($0) }
    }

    /// True for a name whose members are all secrets, a typo in it included.
    private static func namesMembers(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.contains("secrets") || name.contains("cookies")
    }

    /// Each `name: value` and `name=value` with a name that suggests a secret, to the end of the line.
    private static func coverFields(_ scalars: [Unicode.Scalar], _ covered: inout [Bool]) {
        var (isWithin, isWithinSecrets) = (false, false)
        for (index, scalar) in scalars.enumerated() where scalar == ":" || scalar == "=" {
            let name = name(before: index, in: scalars)
            let next = index + 1
            if scalar == ":", next < scalars.count, scalars[next] == "/" { continue }
            if isWithin, values.contains(name) { return cover(from: next, &covered) }
            guard isWithinSecrets || suggestsSecret(name), !isReference(scalars[next...]) else { continue }
            let value = scalars[next...].drop { $0 == " " || $0 == "\"" || $0 == "'" }
            if value.first == "{", !value.dropFirst().starts(with: "{".unicodeScalars), !isWithinSecrets {
                isWithin = true
                isWithinSecrets = namesMembers(name)
            } else {
                return cover(from: next, &covered)
            }
        }
    }

    /// True for `{{name}}` and `${NAME}` alone: only a name stands there.
    private static func isReference(_ value: ArraySlice<Unicode.Scalar>) -> Bool {
        let text = value.drop { $0 == " " || $0 == "\"" || $0 == "'" }
        let isVariable = text.starts(with: "{{".unicodeScalars)
        guard isVariable || text.starts(with: "${".unicodeScalars) else { return false }
        let inside = text.dropFirst(2)
        let name = inside.prefix {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-. ".unicodeScalars.contains($0)
        }
        let behind = inside.dropFirst(name.count)
        guard behind.starts(with: (isVariable ? "}}" : "}").unicodeScalars) else { return false }
        let next = behind.dropFirst(isVariable ? 2 : 1).first
        return next.map { " \"',}])".unicodeScalars.contains($0) } ?? true
    }

    /// `scheme://user:password@`, the `@` being there or not.
    private static func coverCredentials(_ scalars: [Unicode.Scalar], _ covered: inout [Bool]) {
        var index = 0
        while index + 2 < scalars.count {
            defer { index += 1 }
            guard scalars[index] == ":", scalars[index + 1] == "/", scalars[index + 2] == "/" else { continue }
            let start = index + 3
            let rest = scalars[start...].prefix { $0 != " " && $0 != "\"" }
            let at = rest.lastIndex(of: "@")
            // Of `user@host:5432` nothing is secret; the colon there is the port's.
            guard let colon = rest[..<(at ?? rest.endIndex)].firstIndex(of: ":"), rest.first != "[" else { continue }
            let behind = rest[(colon + 1)...]
            let isPort =
                at == nil
                && behind.prefix { $0 != "/" && $0 != "," && $0 != "}" }.allSatisfy {
                    ("0"..."9").contains($0)
                }
            guard !isPort else { continue }
            for place in (colon + 1)..<(at ?? rest.endIndex) { covered[place] = true }
        }
    }

    /// True for `secrets:` and the like with nothing, or a block's mark, behind it: what follows is indented.
    private static func opensBlock(_ scalars: [Unicode.Scalar]) -> Bool {
        guard let colon = scalars.firstIndex(of: ":") else { return false }
        let name = name(before: colon, in: scalars)
        let value = String(String.UnicodeScalarView(scalars[(colon + 1)...])).split(separator: " ").first ?? ""
        let isOpen = value.isEmpty || value.hasPrefix("|") || value.hasPrefix(">") || value.hasPrefix("#")
        return isOpen && suggestsSecret(name)
    }

    /// Behind the first `: ` of a line within a block, or behind its `- `; the whole line where neither stands in it.
    private static func start(ofValueIn scalars: [Unicode.Scalar]) -> Int {
        for index in scalars.indices.dropLast() where scalars[index] == ":" && scalars[index + 1] == " " {
            // `type: string` in a block of keys says nothing, and what is wrong with it has to be seen.
            let name = name(before: index, in: scalars)
            return ["type", "required", "jsonpath", "header", "regex", "xpath"].contains(name)
                ? scalars.count : index + 1
        }
        return scalars.last == ":" ? scalars.count : 0
    }

    private static func cover(from start: Int, _ covered: inout [Bool]) {
        for index in covered.indices.dropFirst(start) { covered[index] = true }
    }

    /// The word before a separator, quotes aside.
    private static func name(before index: Int, in scalars: [Unicode.Scalar]) -> String {
        let before = scalars[..<index].reversed().drop { $0 == " " || $0 == "\"" || $0 == "'" }
        let name = before.prefix {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-.".unicodeScalars.contains($0)
        }
        return String(String.UnicodeScalarView(name.reversed()))
    }
}
