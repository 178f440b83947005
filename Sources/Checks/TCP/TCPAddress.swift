internal import Configuration
internal import Model
internal import Transfer

/// Where a TCP step connects to: a host and a port, or a connection string that names them.
enum TCPAddress: Sendable {
    case hostAndPort(Template, Template)
    case url(Template)

    /// Why a connection string is of no use here; it says nothing of what is in it.
    struct Unusable: Error, CustomStringConvertible {
        var description: String
    }

    /// Host and port; the password of a connection string is masked everywhere from now on.
    func endpoint(in context: CaseContext) throws -> HostAndPort {
        switch self {
        case .hostAndPort(let host, let port):
            return HostAndPort(host: try host.text(in: context.scope), port: try PortText.port(port, context.scope))
        case .url(let template):
            let text = try template.text(in: context.scope)
            if let password = (try? DSN(text))?.password { context.run.redactor.add(password) }
            return try Self.endpoint(url: text)
        }
    }

    /// The one host that a connection string names, with its port or the usual one of its scheme.
    static func endpoint(url text: String) throws(Unusable) -> HostAndPort {
        let dsn: DSN
        do throws(DSN.Failure) { dsn = try DSN(text) } catch {
            throw Unusable(description: "the url can't be read: \(error.reason)")
        }
        guard let host = dsn.hosts.first, !host.host.isEmpty else {
            throw Unusable(description: "the url names no host that could be connected to")
        }
        guard dsn.hosts.count == 1 else {
            throw Unusable(description: "the url names \(dsn.hosts.count) hosts: write a step for each")
        }
        guard let port = host.port ?? usualPorts[dsn.scheme] else {
            throw Unusable(description: "the url names no port, and its scheme has no usual one")
        }
        return HostAndPort(host: host.host, port: port)
    }

    private static let usualPorts: [String: Int] = [
        "postgresql": 5_432, "postgres": 5_432, "jdbc:postgresql": 5_432, "redis": 6_379, "rediss": 6_379,
        "mysql": 3_306, "mariadb": 3_306, "jdbc:mysql": 3_306, "mongodb": 27_017, "amqp": 5_672, "amqps": 5_671,
        "nats": 4_222, "mqtt": 1_883, "mqtts": 8_883, "ldap": 389, "ldaps": 636, "smtp": 25, "smtps": 465,
        "http": 80, "https": 443, "ws": 80, "wss": 443, "ssh": 22, "memcached": 11_211,
    ]
}
