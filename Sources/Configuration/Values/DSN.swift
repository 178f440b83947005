package import Model

/// A connection string: `postgresql://user:password@host:5432,other:5432/database?sslmode=require`.
///
/// Passwords are often pasted in unencoded, so `#`, `@`, `!` and `:` are taken as parts of one. Where that would be
/// a guess, with `/` or `?` among them, the string is refused; what is wrong is said without any part of it.
package struct DSN: Sendable, Equatable {
    /// In lower case: `postgresql`, `rediss`, `mongodb+srv`, `jdbc:postgresql`.
    package var scheme: String
    /// Percent signs decoded, as are those of the password.
    package var user: String?
    package var password: Secret?
    /// Empty for a local socket or a file.
    package var hosts: [HostPort]
    /// What follows the first slash, without the query: a database, a number, a path.
    package var database: String?

    package struct Failure: Error, Equatable {
        /// What is wrong, as the end of "… is no DSN: ".
        package var reason: String
    }

    package init(_ text: String) throws(Failure) {
        guard !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else {
            throw Failure(reason: "it holds a space or a control character")
        }
        guard let mark = text.firstRange(of: "://"), let scheme = URLText.scheme(text[..<mark.lowerBound], extra: ":")
        else {
            throw Failure(reason: "it doesn't begin with a scheme such as postgresql://")
        }
        self.scheme = scheme
        let rest = text[mark.upperBound...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = rest[..<slash]
        let path = rest[slash...].dropFirst().prefix { $0 != "?" }
        if path.contains("@") {
            throw Failure(reason: "an @ stands after a slash: if the slash belongs to the password, write it as %2F")
        }
        database = path.isEmpty ? nil : String(path.prefix { $0 != "#" })

        var hostText = authority
        if let at = authority.lastIndex(of: "@") {
            let credentials = authority[..<at]
            guard !credentials.contains("?") else {
                throw Failure(
                    reason: "a question mark stands before the @: if it belongs to the password, write it as %3F")
            }
            hostText = authority[authority.index(after: at)...]
            let parts = credentials.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = try Self.decoded(parts[0])
            if parts.count == 2 { password = Secret(try Self.decoded(parts[1])) }
        }
        hosts = try Self.hosts(hostText.prefix { $0 != "?" && $0 != "#" })
        guard !hosts.isEmpty || database != nil else { throw Failure(reason: "it names no host") }
    }

    private static func hosts(_ text: Substring) throws(Failure) -> [HostPort] {
        if text.isEmpty { return [] }
        var hosts: [HostPort] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard hosts.count < 64, let host = HostPort(part) else {
                throw Failure(
                    reason: "its host or port can't be read: a slash in a password is written %2F, an @ is %40")
            }
            hosts.append(host)
        }
        return hosts
    }

    private static func decoded(_ text: Substring) throws(Failure) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        guard let decoded = URLText.percentDecoded(text) else {
            throw Failure(
                reason: "a % in its user or password is not followed by two hexadecimal digits: write it as %25")
        }
        return decoded
    }
}
