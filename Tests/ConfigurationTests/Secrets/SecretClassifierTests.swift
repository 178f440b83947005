import Configuration
import Model
import Testing

@Suite struct SecretClassifierTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var key: String
        var value: String
        var kind: SecretKind
        var rule: SecretRule?

        init(_ key: String, _ value: String, _ kind: SecretKind, _ rule: SecretRule? = nil) {
            (self.key, self.value, self.kind, self.rule) = (key, value, kind, rule)
        }

        var testDescription: String { "\(key)=\(value)" }
    }

    static let samples: [Sample] = [
        Sample("DB_PASSWORD", "hV7kQ2mZp9xTn4", .secret, .plaintext),
        Sample("DB_PASSWORD", "/nW4!k@tR9z", .secret, .plaintext),
        Sample("DB_PASSWORD", "postgres", .defaultCredential, .defaultCredential),
        Sample("DB_PASSWORD", "P@ssw0rd", .defaultCredential, .defaultCredential),
        Sample("DB_PASSWORD", "Winter2025!", .secret, .weak),
        Sample("DB_PASSWORD", "aaaaaaaaaaaa", .secret, .weak),
        Sample("DB_PASSWORD", "qwertzuiop", .secret, .weak),
        Sample("DB_PASSWORD", "k7Q!x", .secret, .weak),
        Sample("DB_PASSWORD", "changeme", .placeholder, .placeholder),
        Sample("DB_PASSWORD", "<your password>", .placeholder, .placeholder),
        Sample("DB_PASSWORD", "vault:secret/prod/db#password", .reference),
        Sample("DB_PASSWORD", "${DB_PASSWORD}", .reference),
        Sample("DB_PASSWORD", "${DB_PASSWORD:-hV7kQ2mZp9xTn4}", .secret, .plaintext),
        Sample("x", "${DB_PASSWORD:-hV7kQ2mZp9xTn4}", .secret, .plaintext),
        Sample("spring.datasource.url", "jdbc:postgresql://db.internal:5432/app", .public),
        Sample("DB_PASSWORD", "true", .unknown), Sample("DB_PASSWORD", "", .unknown),
        Sample("DB_PASSWORD_HASH", "$2b$12$abcdefghijklmnopqrstuv", .unknown),
        Sample("DB_PASSWORD_FILE", "/run/secrets/db", .reference),
        Sample("spring.datasource.password", "hV7kQ2mZp9xTn4", .secret, .plaintext),
        Sample("jwt.key", "hV7kQ2mZp9xTn4hV7kQ2mZp9xTn4", .secret, .plaintext),
        Sample("TOKEN_TTL", "3600", .public), Sample("KEYCLOAK_URL", "https://sso.example.com/", .public),
        Sample("CACHE_KEY", "orders-by-customer-v2", .public),
        Sample("DATABASE_URL", "postgresql://app:hV7kQ2mZp9@db.internal/app", .secret, .dsnPassword),
        Sample("DATABASE_URL", "postgresql://app:app@db.internal/app", .defaultCredential, .defaultCredential),
        Sample("DATABASE_URL", "postgresql://app:hV7/kQ#2m@Zp9@db.internal/app", .secret, .dsnPassword),
        Sample("DATABASE_URL", "postgresql://app:${PW}@db.internal/app", .reference),
        Sample("DATABASE_URL", "postgresql://db.internal/app", .unknown, .missingPassword),
        Sample("DATABASE_URL", "postgresql://localhost/app", .public),
        Sample("SENTRY_DSN", "https://0a1b2c3d4e5f60718293a4b5c6d7e8f9@o1.ingest.sentry.io/2", .public),
        Sample("MYSQL", "app:hV7kQ2mZp9@tcp(db.internal:3306)/app", .secret, .dsnPassword),
        Sample("HEADER", "Authorization: Basic b3BzOmhWN2tRMm1acDk=", .secret, .plaintext),
        Sample("COMMAND", "mysqldump --user=app --password=hV7kQ2mZp9 app", .secret, .plaintext),
        Sample("REVISION", "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567", .unknown),
        Sample("API_KEY", "550e8400-e29b-41d4-a716-446655440000", .secret, .plaintext),
        Sample("TENANT_ID", "550e8400-e29b-41d4-a716-446655440000", .public),
    ]

    @Test("each kind of value is told by its name, its parts and its looks", arguments: samples)
    func kinds(_ sample: Sample) {
        let found = SecretClassifier(SecretContext(tier: .production)).classify(key: sample.key, value: sample.value)
        #expect(found.kind == sample.kind)
        #expect(found.matches.first?.rule == sample.rule)
    }

    @Test("a password is pointed at within its DSN, whatever signs it has")
    func range() throws {
        let value = "redis://:p/a#s@s!w0rd@cache.internal:6379/0"
        let found = SecretClassifier(SecretContext(tier: .production)).classify(key: "REDIS_URL", value: value)
        let match = try #require(found.matches.first)
        #expect(match.part.reveal() == "p/a#s@s!w0rd")
        #expect(match.range.lowerBound == 9)
    }

    @Test(
        "a key of another tier is one, in production as elsewhere",
        arguments: [
            (SecretTier.production, "test", true), (.production, "live", false), (.staging, "live", true),
            (.development, "live", true), (.development, "test", false), (.unknown, "test", false),
        ])
    func tiers(_ tier: SecretTier, _ mark: String, _ isWrong: Bool) {
        var dice = SecretDice(seed: 7)
        let value = "sk_" + mark + "_" + dice.alphanumeric(24)
        let rules = SecretClassifier(SecretContext(tier: tier)).classify(key: "STRIPE_KEY", value: value).matches.map(
            \.rule)
        #expect(rules.contains(.wrongTierKey) == isWrong)
        #expect(rules.contains(.providerToken))
    }

    @Test("an access key of AWS needs no digit", arguments: 0..<20)
    func accessKeys(_ seed: UInt64) {
        var dice = SecretDice(seed: seed)
        let key = "AK" + "IA" + dice.text(16, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let result = SecretClassifier(SecretContext(tier: .production)).classify(key: "ID", value: key)
        #expect(result.matches.map(\.rule) == [.providerToken])
    }

    @Test("a client secret of Azure is found whatever it begins with", arguments: ["eab", "Sab", "hab", "oab", "7ab"])
    func azure(_ beginning: String) {
        var dice = SecretDice(seed: 4)
        let result = SecretClassifier(SecretContext(tier: .production))
            .classify(key: "ID", value: beginning + "8Q" + "~" + dice.alphanumeric(34))
        #expect(result.matches.map(\.rule) == [.providerToken])
    }

    @Test("a web token with a garbled header is one")
    func garbledToken() {
        var dice = SecretDice(seed: 4)
        let value = ["ey" + "J" + dice.alphanumeric(30), "ey" + "J" + dice.alphanumeric(40), dice.alphanumeric(43)]
        let result = SecretClassifier(SecretContext(tier: .production))
            .classify(key: "ID", value: value.joined(separator: "."))
        #expect(result.matches.map(\.rule) == [.providerToken])
    }

    @Test("the suite's word counts more than a name")
    func declared() {
        let context = SecretContext(tier: .production, declared: ["COLOUR": true, "API_KEY": false])
        let classifier = SecretClassifier(context)
        #expect(classifier.classify(key: "COLOUR", value: "hV7kQ2mZp9xTn4").kind == .secret)
        #expect(classifier.classify(key: "API_KEY", value: "hV7kQ2mZp9xTn4hV7kQ2").matches.isEmpty)
    }

    @Test("a suite's own beginnings of references are references")
    func references() {
        let context = SecretContext(tier: .production, references: ["acme-safe:"])
        #expect(
            SecretClassifier(context).classify(key: "DB_PASSWORD", value: "acme-safe:hV7kQ2mZp9xTn4").kind == .reference
        )
        #expect(
            SecretClassifier(context).classify(key: "DATABASE_URL", value: "mysql://app:acme-safe:x9@db/app").matches
                .isEmpty)
    }

    @Test("placeholders belong into a template of a file, tokens don't")
    func example() {
        var dice = SecretDice(seed: 9)
        let classifier = SecretClassifier(SecretContext(tier: .example))
        #expect(classifier.classify(key: "DB_PASSWORD", value: "changeme").matches.isEmpty)
        #expect(classifier.classify(key: "DB_PASSWORD", value: "postgres").matches.isEmpty)
        #expect(!classifier.classify(key: "DB_PASSWORD", value: "gh" + "p_" + dice.alphanumeric(36)).matches.isEmpty)
    }
}
