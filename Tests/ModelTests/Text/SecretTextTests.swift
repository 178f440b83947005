import Model
import Testing

struct SecretTextTests {
    @Test(
        "a name says whether its value is a secret by its last words",
        arguments: [
            ("DB_PASSWORD", true), ("apiKey", true), ("x-auth-token", true), ("client_secret", true), ("JWT", true),
            ("access_token", true), ("Authorization", true), ("signingKey", true), ("secret", true),
            ("token_url", false), ("PASSWORD_MIN_LENGTH", false), ("monkey", false), ("keyboard", false),
            ("idempotency_key", false), ("author", false), ("max_tokens", false), ("", false), ("tokenizer", false),
        ])
    func names(name: String, isSecret: Bool) {
        #expect(SecretName.suggests(name) == isSecret)
    }

    @Test(
        "a value is found behind the name of a secret, however it is written",
        arguments: [
            #"password: s3cr3t-value"#, #"{"password": "s3cr3t-value", "a": 1}"#, "DB_PASSWORD=s3cr3t-value",
            #"{\"token\":\"s3cr3t-value\"}"#, "Authorization: Bearer s3cr3t-value", "authorization: 's3cr3t-value'",
            "postgres://user:s3cr3t-value@host/db", "a=b&token=s3cr3t-value&c=d", "api_key = s3cr3t-value # comment",
        ])
    func found(text: String) {
        #expect(SecretText.secrets(in: text.utf8).map { $0.reveal() } == ["s3cr3t-value"])
    }

    @Test(
        "nothing is found where no value stands",
        arguments: [
            "password:", "token: \"{{token}}\"", "token: ${TOKEN}", "password: null", "token: <<string>>",
            #""password": {"type": "string"}"#, "token: true", "https://host:8080/path",
            "password: a b c".replacing("a b c", with: ""),
            "access_token: 12",
        ])
    func nothing(text: String) {
        #expect(SecretText.secrets(in: text.utf8) == [])
    }

    @Test("a password in a URL is a secret as it stands there and decoded")
    func url() {
        let found = SecretText.urlSecrets(in: "redis://:p%40ss%2Fword@cache:6379/0").map { $0.reveal() }
        #expect(found == ["p%40ss%2Fword", "p@ss/word"])
        #expect(SecretText.urlSecrets(in: "postgres://u:a#b@c!d@host/db").map { $0.reveal() } == ["a#b@c!d"])
        #expect(SecretText.urlSecrets(in: "https://host/@path") == [])
    }

    @Test("a megabyte of separators is gone through in bounded time, and no more than a thousand values come of it")
    func hostile() {
        #expect(SecretText.secrets(in: Array(repeating: UInt8(ascii: ":"), count: 2_000_000)) == [])
        let many = (0..<5_000).map { "token: value-number-\($0)" }.joined(separator: "\n")
        #expect(SecretText.secrets(in: many.utf8).count == 1_000)
    }

    @Test("a DSN that is a secret makes one of its password too")
    func dsn() {
        let redactor = Redactor([Secret("postgres://app:hunter2-hunter2@db/app")])
        #expect(redactor.redact("no hunter2-hunter2 here") == "no ******** here")
    }
}
