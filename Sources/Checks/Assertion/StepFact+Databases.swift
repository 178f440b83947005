extension StepFact {
    /// What steps find out that ask databases.
    static let databases: [StepFact] = [
        StepFact(
            "rows", AssertionDecoder.Unit.none, "how many rows came, or were touched by a statement that returns none"),
        StepFact("columns", AssertionDecoder.Unit.none, "the names of the columns, in order", isList: true),
        StepFact(
            "value", AssertionDecoder.Unit.none,
            "the first value of the first row; Redis' reply; an environment variable's value", isList: true),
        StepFact("auth", AssertionDecoder.Unit.none, "the weakest that PostgreSQL asks for: \(authentications)"),
        StepFact("auth_plain", AssertionDecoder.Unit.none, "what it asks for on a connection in the open"),
        StepFact("auth_tls", AssertionDecoder.Unit.none, "what it asks for over TLS"),
        StepFact("tls_offered", AssertionDecoder.Unit.none, "true where the server's port speaks TLS"),
        StepFact("password_required", AssertionDecoder.Unit.none, "true where Redis answers nobody without one"),
        StepFact("protected_mode", AssertionDecoder.Unit.none, "true where Redis turns other machines away"),
        StepFact("certificate_required", AssertionDecoder.Unit.none, "true where Redis wants to see a client's"),
        StepFact("connected_clients", AssertionDecoder.Unit.none, "with info: how many are connected"),
        StepFact("maxclients", AssertionDecoder.Unit.none, "with info: how many may be"),
        StepFact("used_memory", .bytes, "with info: a size"),
        StepFact("maxmemory", .bytes, "with info: a size, 0 for no bound"),
        StepFact("role", AssertionDecoder.Unit.none, "with info: master or slave"),
    ]

    private static let authentications = "trust cleartext md5 other gss sspi scram certificate refused"
}
