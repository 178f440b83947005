internal import Load
internal import Model

/// The URL of a request under load, taken apart: scheme, host and port, and what goes into the request line.
struct LoadURL {
    let scheme: Origin.Scheme
    let host: String
    let port: UInt16
    /// Path and query. Right behind the host may stand a mark, whose value then begins with a slash.
    let target: String

    /// Path and query as they begin, up to the query.
    var path: String { String(target.prefix { $0 != "?" }) }

    struct Failure: Error, CustomStringConvertible {
        var description: String
        var fix: String?
    }

    init(_ url: String) throws(Failure) {
        guard let scheme = [Origin.Scheme.http, .https].first(where: { url.hasPrefix("\($0.rawValue)://") }) else {
            throw Failure(
                description: "`\(url.clipped(to: 80).printable)` is no http URL", fix: "write http://host:port/path")
        }
        let rest = url.dropFirst(scheme.rawValue.count + 3).prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != RequestMarks.start }
        let tail = rest.dropFirst(authority.count)
        guard !authority.contains("@") else {
            throw Failure(description: "the URL carries credentials", fix: "use auth: {basic: {user: …, password: …}}")
        }
        var host = String(authority)
        var port = Int(scheme.defaultPort)
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            guard let number = Quantity.integer(String(authority[authority.index(after: colon)...])),
                (1...65_535).contains(number)
            else { throw Failure(description: "`\(authority.prefix(80))` has no valid port") }
            host = String(authority[..<colon])
            port = number
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, let number = UInt16(exactly: port) else {
            throw Failure(description: "`\(url.clipped(to: 80).printable)` names no host")
        }
        self.scheme = scheme
        self.host = host
        self.port = number
        target = tail.hasPrefix("?") || tail.isEmpty ? "/" + tail : String(tail)
    }
}
