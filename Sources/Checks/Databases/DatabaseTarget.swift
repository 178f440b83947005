internal import Configuration
internal import Model
internal import Transfer

/// Where a step's database is, with variables still to be filled in.
struct DatabaseTarget: Sendable {
    enum Place: Sendable {
        case url(Template)
        case parts(host: Template, port: Template?, user: Template?, password: Template?, database: Template?)
    }

    let kind: DatabaseKind
    let place: Place
    /// Nil where the URL, or else the kind's default, decides.
    let encryption: DatabaseEncryption?
    let options: TLSOptions

    /// Why there is no connecting; never with a part of the URL, which holds a password more often than not.
    struct Unusable: Error, CustomStringConvertible {
        var description: String
    }

    /// Throws `Unusable`, or what the templates throw.
    func access(in scope: Scope) throws -> DatabaseAccess {
        var access: DatabaseAccess
        switch place {
        case .url(let url): access = try self.access(url: try url.text(in: scope))
        case .parts(let host, let port, let user, let password, let database):
            let number = try port.map { try PortText.port($0, scope) } ?? kind.port
            access = DatabaseAccess(host: try host.text(in: scope), port: number)
            access.user = try user?.text(in: scope)
            access.password = try password.map { Secret(try $0.text(in: scope)) }
            access.database = try database?.text(in: scope)
            access.encryption = encryption ?? kind.fallback
        }
        if let database = access.database, kind.name == "redis", Quantity.integer(database) == nil {
            throw Unusable(description: "the database of a Redis server is a number, such as 0")
        }
        access.caFile = options.caFile
        access.clientCertificate = options.clientCertificate
        access.clientKey = options.clientKey
        return access
    }

    private func access(url: String) throws(Unusable) -> DatabaseAccess {
        let dsn: DSN
        do throws(DSN.Failure) { dsn = try DSN(url) } catch {
            throw Unusable(description: "the URL can't be read: \(error.reason)")
        }
        guard kind.schemes.contains(dsn.scheme) else {
            throw Unusable(description: "the URL's scheme is not \(kind.schemes.joined(separator: " or "))")
        }
        guard let host = dsn.hosts.first else {
            throw Unusable(description: "the URL names no host; local sockets are not supported")
        }
        guard dsn.hosts.count == 1 else {
            throw Unusable(
                description: "the URL names \(dsn.hosts.count) hosts; a step asks one server, so write a step for each")
        }
        guard dsn.database?.contains("%") != true else {
            throw Unusable(description: "the URL's database is percent-encoded; write host, user and database apart")
        }
        var access = DatabaseAccess(host: host.host, port: host.port ?? kind.port)
        access.user = dsn.user.flatMap { $0.isEmpty ? nil : $0 }
        access.password = dsn.password.flatMap { $0.reveal().isEmpty ? nil : $0 }
        access.database = dsn.database.flatMap { $0.isEmpty ? nil : $0 }
        access.encryption = try encryption(dsn, URLParameters(url))
        return access
    }

    private func encryption(_ dsn: DSN, _ parameters: URLParameters) throws(Unusable) -> DatabaseEncryption {
        if let refused = parameters.names.first(where: kind.refusedParameters.contains) {
            throw Unusable(
                description: "the URL's parameter '\(refused)' is not supported: what it says has keys in the step")
        }
        if dsn.scheme == "rediss" {
            guard encryption != DatabaseEncryption.none else {
                throw Unusable(description: "the URL's scheme is rediss, and tls.mode is disable")
            }
            return encryption ?? .verified
        }
        if let encryption { return encryption }
        guard kind.encryptions.contains(.preferred), let mode = parameters["sslmode"] else { return kind.fallback }
        guard let encryption = DatabaseEncryption(rawValue: mode) else {
            let known = kind.encryptions.map(\.rawValue).joined(separator: ", ")
            throw Unusable(description: "the URL's sslmode is none of \(known); set tls.mode")
        }
        return encryption
    }
}

/// What stands behind the question mark of a URL that `DSN` has read.
private struct URLParameters {
    private let pairs: [(name: String, value: String)]

    init(_ url: String) {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? ""
        let authority = rest.prefix { $0 != "/" }
        let start = authority.lastIndex(of: "@") ?? rest.startIndex
        let query = rest[start...].drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
        pairs = query.split(separator: "&").prefix(100).map { part in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(sides[0]), sides.count > 1 ? String(sides[1]) : "")
        }
    }

    var names: [String] { pairs.map(\.name) }

    subscript(name: String) -> String? { pairs.last { $0.name == name }?.value }
}
