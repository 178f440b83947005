internal import Transfer

/// What PostgreSQL and Redis do not have in common when it comes to connecting.
struct DatabaseKind: Sendable {
    /// The kind of step: `postgres`.
    let name: String
    let schemes: [String]
    let port: Int
    let encryptions: [DatabaseEncryption]
    /// The way of URLs that say nothing about it.
    let fallback: DatabaseEncryption
    let example: String
    /// The parameters of a URL that would change where or how to connect: each is refused rather than passed over.
    let refusedParameters: Set<String>

    static let postgres = DatabaseKind(
        name: "postgres", schemes: ["postgresql", "postgres"], port: 5432,
        encryptions: DatabaseEncryption.allCases, fallback: .preferred,
        example: "postgresql://host:5432/database",
        refusedParameters: [
            "channel_binding", "client_encoding", "dbname", "gssencmode", "host", "hostaddr", "krbsrvname", "options",
            "passfile", "password", "port", "replication", "require_auth", "requirepeer", "service", "ssl", "sslcert",
            "sslcrl", "sslkey", "sslnegotiation", "sslpassword", "sslrootcert", "target_session_attrs",
            "user",
        ])

    static let redis = DatabaseKind(
        name: "redis", schemes: ["redis", "rediss"], port: 6379, encryptions: [.verified, .required, .none],
        fallback: .none, example: "rediss://host:6379/0",
        refusedParameters: ["db", "host", "password", "port", "user", "username"])
}
