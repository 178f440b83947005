package import Model

/// A connection string: `postgresql://user:password@host:5432,other:5432/database?sslmode=require`.
///
/// Passwords are often pasted in unencoded, so `#`, `@`, `!` and `:` are taken as parts of one. Where that would be
/// a guess, with `/` or `?` among them, the string is refused; what is wrong is said without any part of it. User,
/// password, socket and database may stand among the parameters instead, as libpq, JDBC and Redis clients take them.
package struct DSN: Sendable, Equatable {
    /// In lower case: `postgresql`, `rediss`, `mongodb+srv`, `jdbc:postgresql`.
    package var scheme: String
    /// Percent signs decoded, as are those of the password and the database; nil where it is empty.
    package var user: String?
    package var password: Secret?
    /// Empty for a file, and for a server that is found by its default socket; a socket's host is its path.
    package var hosts: [HostPort]
    /// What follows the first slash, without the query: a database, a number, a path.
    package var database: String?

    package struct Failure: Error, Equatable {
        /// What is wrong, as the end of "… is no DSN: ".
        package var reason: String
    }

    package init(_ text: String) throws(Failure) {
        guard let mark = text.firstRange(of: "://"), let scheme = URLText.scheme(text[..<mark.lowerBound], extra: ":")
        else { throw Failure(reason: Self.shapeProblem(text)) }
        guard !text.unicodeScalars.contains(where: URLText.isBlankOrControl) else {
            throw Failure(reason: "it holds a space or a control character")
        }
        self.scheme = scheme
        let isSQLServer = scheme == "jdbc:sqlserver"
        let rest = text[mark.upperBound...].prefix { !isSQLServer || $0 != ";" }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = rest[..<slash]
        let path = rest[slash...].dropFirst().prefix { $0 != "?" }
        // A fragment has no use in a DSN, and no parameter has an @ in its name: more likely than not that is the @
        // behind a password, and what looks like a host is a part of it.
        let fragment = rest[slash...].drop { $0 != "#" }
        let isSplit =
            authority.contains("@")
            && rest[slash...].drop { $0 != "?" }.dropFirst().split(separator: "&").contains { part in
                part.prefix { $0 != "=" }.contains("@")
            }
        if path.contains("@") || fragment.contains("@") || isSplit {
            throw Failure(reason: "an @ stands after a slash: if the slash belongs to the password, write it as %2F")
        }
        let name = path.prefix { $0 != "#" }
        database = name.isEmpty ? nil : try Self.decoded(name, "database")

        var hostText = authority
        if let at = authority.lastIndex(of: "@") {
            let credentials = authority[..<at]
            guard !credentials.contains("?") else {
                throw Failure(
                    reason: "a question mark stands before the @: if it belongs to the password, write it as %3F")
            }
            hostText = authority[authority.index(after: at)...]
            let parts = credentials.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = parts[0].isEmpty ? nil : try Self.decoded(parts[0], "user")
            if parts.count == 2 { password = Secret(try Self.decoded(parts[1], "password")) }
        }
        let parameters = isSQLServer ? text[rest.endIndex...] : rest[hostText.startIndex...].drop { $0 != "?" }
        if hostText.startIndex == authority.startIndex, parameters.contains("@"), !isSQLServer {
            throw Failure(
                reason: "an @ stands after a question mark: if both belong to the password, write them as %3F and %40")
        }
        hosts = try Self.hosts(hostText.prefix { $0 != "?" && $0 != "#" && (!isSQLServer || $0 != "\\") })
        try read(parameters.prefix { isSQLServer || $0 != "#" }, isSQLServer: isSQLServer)
        guard !hosts.isEmpty || database != nil else { throw Failure(reason: "it names no host") }
        if scheme.hasSuffix("+srv"), hosts.count != 1 || hosts.contains(where: { $0.port != nil }) {
            throw Failure(reason: "with +srv there is one host and no port: DNS names the others")
        }
    }

    /// What a text without a scheme may have been meant as.
    private static func shapeProblem(_ text: String) -> String {
        let lowercase = text.prefix(1_024).lowercased()
        if lowercase.hasPrefix("jdbc:") { return "of JDBC only jdbc:scheme://host is read" }
        if ["host=", "server=", "user id=", "dbname=", "data source="].contains(where: lowercase.contains) {
            return "it is a list of name=value pairs: write it as scheme://user:password@host/database"
        }
        return "it doesn't begin with a scheme such as postgresql://"
    }

    private static func hosts(_ text: Substring) throws(Failure) -> [HostPort] {
        if text.isEmpty { return [] }
        var hosts: [HostPort] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard hosts.count < 64 else { throw Failure(reason: "it names more than 64 hosts") }
            if part.isEmpty { throw Failure(reason: "one of its hosts is empty") }
            hosts.append(try host(part))
        }
        return hosts
    }

    private static func host(_ text: Substring) throws(Failure) -> HostPort {
        // libpq writes the folder of a socket as a host: %2Fvar%2Frun%2Fpostgresql.
        if text.lowercased().hasPrefix("%2f") {
            let end = text.firstIndex(of: ":") ?? text.endIndex
            let port = end == text.endIndex ? nil : HostPort.port(text[text.index(after: end)...])
            if end == text.endIndex || port != nil {
                return HostPort(socket: try decoded(text[..<end], "host"), port: port)
            }
        }
        if let host = HostPort(text) { return host }
        if text.first != "[", text.count(where: { $0 == ":" }) > 1 {
            throw Failure(
                reason: "its host has more than one colon: an IPv6 address stands in brackets, a / in a password is %2F"
            )
        }
        throw Failure(reason: "its host or port can't be read: a slash in a password is written %2F, an @ is %40")
    }

    static func decoded(_ text: Substring, _ part: String) throws(Failure) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        guard let decoded = URLText.percentDecoded(text) else {
            throw Failure(reason: "a % in its \(part) is not followed by two hexadecimal digits: write it as %25")
        }
        guard !decoded.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw Failure(reason: "its \(part) holds a control character, written with a %")
        }
        return decoded
    }
}
