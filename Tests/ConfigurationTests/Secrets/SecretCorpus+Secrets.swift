extension SecretCorpus {
    private static let config: [Form] = [.dotenv, .yaml, .json, .properties]

    static let secrets: [Category] = tokens + passwords

    private static func secret(
        _ name: String, _ forms: [Form] = Form.allCases,
        _ make: @escaping @Sendable (inout SecretDice) -> (key: String, value: String)
    ) -> Category {
        Category(name: name, isSecret: true, forms: forms, make: make)
    }

    private static let tokens: [Category] = [
        secret("AWS key id") {
            (
                $0.pick(["AWS_ACCESS_KEY_ID", "S3_KEY", "BACKUP_AWS"]),
                "AKI" + "A" + $0.text(16, of: Alphabet.upper + "234567")
            )
        },
        secret("AWS secret") { ("AWS_SECRET_ACCESS_KEY", $0.base64(40)) },
        secret("Google key") { ($0.pick(["GOOGLE_API_KEY", "MAPS"]), "AI" + "za" + $0.urlSafe(35)) },
        secret("GitHub") { (dice: inout SecretDice) in
            ("GITHUB_TOKEN", dice.pick(["gh" + "p_", "gh" + "s_"]) + dice.alphanumeric(36))
        },
        secret("GitHub fine-grained") {
            ("GH_PAT", "github_" + "pat_" + $0.alphanumeric(22) + "_" + $0.alphanumeric(59))
        },
        secret("GitLab") { ("CI_JOB", "glp" + "at-" + $0.urlSafe(20)) },
        secret("Slack token") {
            (
                "SLACK_BOT",
                "xo" + "xb-" + $0.text(12, of: Alphabet.digits) + "-" + $0.text(12, of: Alphabet.digits) + "-"
                    + $0.alphanumeric(24)
            )
        },
        secret("Slack webhook") {
            (
                "SLACK_WEBHOOK_URL",
                "https://hooks.slack.com/" + "services/T" + $0.text(8, of: Alphabet.upper + Alphabet.digits) + "/B"
                    + $0.text(8, of: Alphabet.upper + Alphabet.digits) + "/" + $0.alphanumeric(24)
            )
        },
        secret("Stripe") { ("PAYMENT", "sk_" + "live_" + $0.alphanumeric(24)) },
        secret("Stripe restricted") { ("STRIPE_KEY", "rk_" + "live_" + $0.alphanumeric(24)) },
        secret("OpenAI") { ("OPENAI_API_KEY", "sk-" + $0.alphanumeric(20) + "T3Blbk" + "FJ" + $0.alphanumeric(20)) },
        secret("OpenAI project") { ("LLM", "sk-" + "proj-" + $0.urlSafe(48)) },
        secret("Anthropic") { ("ANTHROPIC_API_KEY", "sk-" + "ant-api03-" + $0.urlSafe(93)) },
        secret("SendGrid") { ("MAIL", "S" + "G." + $0.urlSafe(22) + "." + $0.urlSafe(43)) },
        secret("npm") { ("NPM_TOKEN", "np" + "m_" + $0.alphanumeric(36)) },
        secret("PyPI") { ("UPLOAD", "pyp" + "i-AgEIcHlwaS5vcmc" + $0.urlSafe(60)) },
        secret("Twilio") { ("TWILIO_AUTH_TOKEN", $0.hex(32)) },
        secret("Mailgun") { ("MAILGUN_API_KEY", "ke" + "y-" + $0.hex(32)) },
        secret("DigitalOcean") { ("DO", "dop" + "_v1_" + $0.hex(64)) },
        secret("Telegram") { ("BOT", $0.text(9, of: "123456789") + ":" + "AA" + $0.alphanumeric(33)) },
        secret("Hugging Face") { ("HUB", "h" + "f_" + $0.alphanumeric(34)) },
        secret("JWT") {
            (
                "SERVICE_JWT",
                "ey" + "JhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9" + "." + "ey" + "JzdWIiOiIxMjM0In0" + "." + $0.urlSafe(43)
            )
        },
        secret("private key on a line") {
            (
                "TLS_KEY",
                "-----BEGIN " + "RSA PRIVATE KEY-----\\n" + $0.base64(64) + "\\n" + $0.base64(64) + "\\n-----END RSA "
                    + "PRIVATE KEY-----"
            )
        },
        secret("Azure storage") {
            (
                "STORAGE",
                "DefaultEndpointsProtocol=https;AccountName=app;AccountKey=" + $0.base64(86)
                    + "==;EndpointSuffix=core.windows.net"
            )
        },
        secret("Azure client secret") { ("CLIENT", $0.alphanumeric(3) + "8Q" + "~" + $0.alphanumeric(34)) },
        secret("service account", [.dotenv]) {
            (
                "GCP",
                "{\"type\":\"service_account\",\"private_key\":\"-----BEGIN " + "PRIVATE KEY-----\\n" + $0.base64(64)
                    + "\\n-----END " + "PRIVATE KEY-----\\n\"}"
            )
        },
        secret("SAS") {
            (
                "BLOB_URL",
                "https://app.blob.core.windows.net/c?sv=2024-05-04&se=2027-01-01&sr=c&sp=r&sig=" + $0.alphanumeric(43)
                    + "%3D"
            )
        },
        secret("key in a query") {
            ("FEED_URL", "https://api.partner.io/v1/feed?format=json&api_key=" + $0.alphanumeric(32))
        },
        secret("bearer header") { ("HEADER", "Authorization: Bearer " + $0.alphanumeric(40)) },
    ]

    private static let passwords: [Category] = [
        secret("DSN password") { dice in
            (
                dice.pick(["DATABASE_URL", "DB"]),
                dice.pick(["postgresql", "mysql", "mongodb"]) + "://app:" + dice.password()
                    + "@db.prod.internal:5432/app"
            )
        },
        secret("DSN with signs in it", config) {
            (
                "REDIS_URL",
                "redis://:" + $0.alphanumeric(6) + $0.pick(["/", "#", "@", "!"]) + $0.alphanumeric(8)
                    + "@cache.prod.internal:6379/0"
            )
        },
        secret("DSN with a default password", config) {
            (
                "BROKER_URL",
                "amqp://" + $0.pick(["guest:guest", "admin:admin", "app:password"]) + "@mq.prod.internal:5672"
            )
        },
        secret("connection string") {
            (
                "DEFAULT_CONNECTION",
                "Server=sql.prod.internal;Database=app;User Id=app;Password=" + $0.password() + ";Encrypt=true"
            )
        },
        secret("libpq") { ("PG", "host=db.prod.internal dbname=app user=app password=" + $0.password()) },
        secret("jdbc") { ("JDBC_URL", "jdbc:postgresql://db.prod.internal/app?user=app&password=" + $0.password()) },
        secret("password") {
            ($0.pick(["DB_PASSWORD", "SMTP_PASS", "PGPASSWORD", "MYSQL_ROOT_PASSWORD", "ADMIN_PWD"]), $0.password())
        },
        secret("password with signs", config) {
            ("DB_PASSWORD", $0.alphanumeric(5) + "!" + $0.alphanumeric(3) + "@" + $0.alphanumeric(4))
        },
        secret("application secret") {
            ($0.pick(["SECRET_KEY", "JWT_SECRET", "SESSION_SECRET", "CLIENT_SECRET"]), $0.base64(44))
        },
        secret("hexadecimal key") { ($0.pick(["ENCRYPTION_KEY", "SECRET_KEY_BASE", "API_KEY"]), $0.hex(64)) },
        secret("Laravel key", config) { ("APP_KEY", "base64:" + $0.base64(43) + "=") },
        secret("UUID as a key", config) { ("HEROKU_API_KEY", $0.uuid()) },
        secret("default password", config) {
            (
                $0.pick(["DB_PASSWORD", "GRAFANA_ADMIN_PASSWORD"]),
                $0.pick(["postgres", "admin", "test123", "minioadmin", "password", "guest", "root"])
            )
        },
        secret("weak password", config) {
            (
                $0.pick(["DB_PASSWORD", "ADMIN_PASSWORD"]),
                $0.pick(["Summer2024!", "qwertz12", "aaaaaaaaaa", "abc1x", "Welcome2026", "asdfghjk"])
            )
        },
        secret("placeholder", config) {
            (
                $0.pick(["API_KEY", "DB_PASSWORD", "STRIPE_SECRET"]),
                $0.pick([
                    "changeme", "YOUR_API_KEY", "xxxxxxxx", "<password>", "REPLACE_ME", "TODO", "your-256-bit-secret",
                    "dummy",
                ])
            )
        },
        secret("placeholder webhook", config) {
            (
                "SLACK_WEBHOOK_URL",
                "https://hooks.slack.com/services/"
                    + $0.pick(["YOUR/SLACK/WEBHOOK", "XXX/YYY/ZZZ", "T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"])
            )
        },
    ]
}
