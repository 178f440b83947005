internal import Model

extension ConfigSuiteShape {
    static let security = Field(
        "security", .mapping(securityShape), "what is asked of the files that may hold secrets; without it, no scan")

    private static let securityShape = MappingShape(
        "security",
        [
            Field(
                "scan", .list(.checked("a pattern", patternProblem), nonEmpty: true),
                "files beside the sources, as patterns that start at the suite's own folder: * ? [a-z] and ** for folders"
            ),
            Field(
                "plaintext_secrets", .dictionary(.choice(Severity.allCases.map(\.rawValue)), nonEmpty: true),
                default: "production: block, staging: warn, development: info, any other: block",
                "how much a secret in plain text weighs, by environment"),
            Field(
                "references", .list(.word, nonEmpty: true),
                "beginnings of values that refer to a secret, beside vault:, op://, ENC[ and the other usual ones"),
            Field("files", .mapping(files), "what is asked of a file that holds a secret"),
        ], atLeastOne: ["scan", "plaintext_secrets", "references", "files"])

    private static let files = MappingShape(
        "files",
        [
            Field(
                "mode", .checked("permissions such as \"0600\"", modeProblem), default: "any",
                "what group and others may at most do with it, as chmod takes it"),
            Field(
                "git_tracked", .choice(Severity.allCases.map(\.rawValue) + ["allow"]), default: "block",
                "what it means that git tracks such a file, or a dotenv file of production"),
        ], atLeastOne: ["mode", "git_tracked"])

    private static let patternProblem: @Sendable (String) -> String? = { pattern in
        if pattern.isEmpty || pattern.hasSuffix("/") { return "name files: config/**" }
        if pattern.utf8.count > 1_024 || pattern.utf8.contains(where: { $0 < 0x20 }) {
            return "write a pattern of at most 1024 printable bytes"
        }
        let parts = pattern.split(separator: "/")
        if parts.drop(while: { $0 == ".." || $0 == "." }).contains("..") { return "write .. at its beginning only" }
        return parts.allSatisfy { $0 == ".." || $0 == "." } ? "name files: config/**" : nil
    }

    private static let modeProblem: @Sendable (String) -> String? = { text in
        let isOctal = (3...4).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x37 }
        return isOctal ? nil : "three or four octal digits, in quotes: \"0600\""
    }
}
