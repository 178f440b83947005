package import Model

/// Where a database server is, and who asks.
package struct DatabaseAccess: Sendable, Equatable {
    package var endpoint: HostAndPort
    package var user: String?
    package var password: Secret?
    /// A name for PostgreSQL, a number for Redis.
    package var database: String?
    package var encryption: DatabaseEncryption = .preferred
    /// A PEM file of trusted authorities, in place of the system's.
    package var caFile: String?
    /// PEM files with the client's certificate and its key.
    package var clientCertificate: String?
    package var clientKey: String?

    package init(host: String, port: Int) { endpoint = HostAndPort(host: host, port: port) }
}

/// Whether a connection to a database server is encrypted, and whom it trusts.
package enum DatabaseEncryption: String, Sendable, CaseIterable {
    /// With a certificate that is trusted and made out to the host.
    case verified = "verify-full"
    /// With whatever certificate.
    case required = "require"
    /// Where the server offers it; in the open otherwise. Whoever sits between can choose.
    case preferred = "prefer"
    case none = "disable"
}
