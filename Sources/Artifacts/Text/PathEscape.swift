/// Paths that lead out of the folder in which they stand.
package enum PathEscape {
    /// True for an absolute path and one that climbs above its start.
    package static func leaves(_ path: String) -> Bool {
        if path.hasPrefix("/") { return true }
        var depth = 0
        for part in path.split(separator: "/") where part != "." {
            depth += part == ".." ? -1 : 1
            if depth < 0 { return true }
        }
        return false
    }
}

/// Names of files that keep secrets as a rule, which no backup should carry along in the clear.
package enum SecretFileName {
    package static func isOne(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        if ["example", "sample", "template", "dist"].contains(where: { name.hasSuffix(".\($0)") }) { return false }
        return name == ".env" || name.hasPrefix(".env.") || name.hasSuffix(".env")
            || [".pem", ".key", ".p12", ".pfx", ".jks", ".keystore"].contains { name.hasSuffix($0) }
            || ["id_rsa", "id_ed25519", "id_ecdsa", ".pgpass", ".netrc", ".npmrc", "credentials"].contains(name)
    }
}
