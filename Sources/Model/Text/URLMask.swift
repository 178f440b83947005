/// URLs as they may be shown.
package enum URLMask {
    /// The URL with its user information masked: credentials stand there.
    package static func withoutCredentials(_ url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        guard let at = authority.lastIndex(of: "@") else { return url }
        return url[..<scheme.upperBound] + Redactor.mask + url[at...]
    }
}
