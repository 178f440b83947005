internal import Model

extension AssertionShape {
    /// What databases are asked about.
    static let databases: [Field] = [
        Field("rows", expectation("rows"), "how many rows came, or were touched by a statement that returns none"),
        Field("columns", .oneOrMany(expectation("columns")), "the names of the columns, in order"),
        Field(
            "value", .oneOrMany(expectation("value")),
            "the first value of the first row; Redis' reply; an environment variable's value"),
        Field("auth", expectation("auth"), "the weakest that PostgreSQL asks for: \(authentications)"),
        Field("auth_plain", expectation("auth_plain"), "what it asks for on a connection in the open"),
        Field("auth_tls", expectation("auth_tls"), "what it asks for over TLS"),
        Field("tls_offered", expectation("tls_offered"), "true where the server's port speaks TLS"),
        Field("password_required", expectation("password_required"), "true where Redis answers nobody without one"),
        Field("protected_mode", expectation("protected_mode"), "true where Redis turns other machines away"),
        Field("certificate_required", expectation("certificate_required"), "true where Redis wants to see a client's"),
        Field("connected_clients", expectation("connected_clients"), "with info: how many are connected"),
        Field("maxclients", expectation("maxclients"), "with info: how many may be"),
        Field("used_memory", expectation("used_memory"), "with info: a size"),
        Field("maxmemory", expectation("maxmemory"), "with info: a size, 0 for no bound"),
        Field("role", expectation("role"), "with info: master or slave"),
    ]

    private static let authentications = "trust cleartext md5 other gss sspi scram certificate refused"

    /// Facts that are sizes.
    static let sizes: Set<String> = ["bytes", "used_memory", "maxmemory"]
}
