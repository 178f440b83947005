internal import Model

/// URLs in reports.
enum URLText {
    /// The URL with a user name and password before its host masked, whatever else is in it.
    static func withoutCredentials(_ url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let rest = url[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return url }
        return "\(url[..<scheme.upperBound])\(Redactor.mask)\(rest[at...])"
    }
}
