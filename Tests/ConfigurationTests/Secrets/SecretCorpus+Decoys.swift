extension SecretCorpus {
    private static func decoy(
        _ name: String, _ forms: [Form] = Form.allCases,
        _ make: @escaping @Sendable (inout SecretDice) -> (key: String, value: String)
    ) -> Category {
        Category(name: name, isSecret: false, forms: forms, make: make)
    }

    static let decoys: [Category] = identifiers + settings + others

    private static let identifiers: [Category] = [
        decoy("git commit") { ($0.pick(["GIT_COMMIT", "BUILD_SHA", "REVISION"]), $0.hex(40)) },
        decoy("image digest") { ("IMAGE", "registry.prod.internal/app/api@sha256:" + $0.hex(64)) },
        decoy("integrity") { ("CDN_INTEGRITY", "sha512-" + $0.base64(86) + "==") },
        decoy("digest") { ("CHECKSUM", "sha256:" + $0.hex(64)) },
        decoy("UUID") { ($0.pick(["TENANT_ID", "REQUEST_ID", "NAMESPACE_UUID"]), $0.uuid()) },
        decoy("client id") {
            (
                "GOOGLE_CLIENT_ID",
                $0.text(12, of: Alphabet.digits) + "-" + $0.text(32, of: Alphabet.lower + Alphabet.digits)
                    + ".apps.googleusercontent.com"
            )
        },
        decoy("key id") { ("SIGNING_KEY_ID", $0.uuid()) },
        decoy("key name") { ("ENCRYPTION_KEY_NAME", $0.pick(["app-prod-2026", "alias/app", "orders-key-v2"])) },
        decoy("ARN") {
            ("KMS_KEY_ARN", "arn:aws:kms:eu-west-1:" + $0.text(12, of: Alphabet.digits) + ":key/" + $0.uuid())
        },
        decoy("publishable key") { ("STRIPE_PUBLISHABLE_KEY", "pk_" + "live_" + $0.alphanumeric(24)) },
        decoy("public key", config) {
            ("JWT_PUBLIC_KEY", "-----BEGIN PUBLIC KEY-----\\n" + $0.base64(64) + "\\n-----END PUBLIC KEY-----")
        },
        decoy("ssh public key", config) {
            ("DEPLOY_KEY", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + $0.base64(43) + " deploy@ci")
        },
        decoy("certificate", config) {
            ("TLS_CERT", "-----BEGIN CERTIFICATE-----\\n" + $0.base64(64) + "\\n-----END CERTIFICATE-----")
        },
        decoy("Sentry DSN") {
            (
                "SENTRY_DSN",
                "https://" + $0.hex(32) + "@o" + $0.text(6, of: "123456789") + ".ingest.sentry.io/"
                    + $0.text(7, of: "123456789")
            )
        },
        decoy("site key") { ("RECAPTCHA_SITE_KEY", "6L" + $0.alphanumeric(38)) },
        decoy("account id") { ("TWILIO_ACCOUNT_SID", "A" + "C" + $0.hex(32)) },
    ]

    private static let config: [Form] = [.dotenv, .yaml, .json, .properties]

    private static let settings: [Category] = [
        decoy("lifetime") {
            (
                $0.pick([
                    "TOKEN_TTL", "ACCESS_TOKEN_EXPIRE_MINUTES", "PASSWORD_MIN_LENGTH", "SECRET_ROTATION_DAYS",
                    "MAX_TOKENS",
                ]), $0.pick(["3600", "30", "15m", "90", "4096"])
            )
        },
        decoy("endpoint") {
            (
                $0.pick(["TOKEN_ENDPOINT", "AUTH_URL", "PASSWORD_RESET_URL", "SECRETS_ENDPOINT"]),
                "https://auth.prod.internal/" + $0.pick(["oauth2/token", "v1/reset", "realms/app"])
            )
        },
        decoy("switch") {
            (
                $0.pick(["REQUIRE_PASSWORD", "TOKEN_AUTH", "SECRET_SCANNING", "API_KEY_REQUIRED"]),
                $0.pick(["true", "false", "enabled", "on"])
            )
        },
        decoy("path") {
            (
                $0.pick(["TLS_KEY_PATH", "SSL_KEY", "JWT_SECRET_FILE", "SSH_PRIVATE_KEY_FILE"]),
                $0.pick(["/etc/ssl/private/server.key", "/app/certs/jwt.pem", "./keys/id_ed25519.key"])
            )
        },
        decoy("host") {
            ("DB_HOST", $0.pick(["db.prod.internal", "10.0.3.17", "redis-master.cache.svc.cluster.local:6379"]))
        },
        decoy("URL") {
            (
                "BASE_URL",
                "https://api.example.com/v2/" + $0.pick(["users", "orders?limit=50&sort=created_at", "health"])
            )
        },
        decoy("DSN without a password", config) {
            (
                "DATABASE_URL",
                $0.pick(["postgresql://localhost:5432/app", "sqlite:///var/lib/app.db", "redis://localhost:6379/0"])
            )
        },
        decoy("reference", config) {
            (
                $0.pick(["DB_PASSWORD", "API_TOKEN"]),
                $0.pick([
                    "vault:secret/prod/db#password", "op://prod/db/password",
                    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf", "file:/run/secrets/db",
                    "ENC[AES256_GCM,data:abcd,iv:x]", "sm://app/db",
                    "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/db)",
                ])
            )
        },
        decoy("variable", config) {
            (
                $0.pick(["DB_PASSWORD", "API_KEY"]),
                $0.pick(["${DB_PASSWORD}", "{{ db_password }}", "$API_KEY", "%{API_KEY}".replacing("%", with: "$")])
            )
        },
        decoy("DSN with a variable", config) { _ in
            ("DATABASE_URL", "postgresql://app:${DB_PASSWORD}@db.prod.internal/app")
        },
        decoy("algorithm") {
            (
                $0.pick(["JWT_ALGORITHM", "TOKEN_ALG", "PASSWORD_HASHER"]),
                $0.pick(["HS256", "RS256", "argon2id", "bcrypt"])
            )
        },
        decoy("header name") {
            (
                $0.pick(["API_KEY_HEADER", "AUTH_HEADER", "CSRF_TOKEN_NAME"]),
                $0.pick(["X-Api-Key", "Authorization", "X-CSRF-Token"])
            )
        },
        decoy("prefix") {
            (
                $0.pick(["CACHE_KEY_PREFIX", "TOKEN_PREFIX", "SESSION_KEY_PREFIX"]),
                $0.pick(["app:prod:", "sess_", "orders:v2:cache:"])
            )
        },
        decoy("cache key") {
            ("CACHE_KEY", $0.pick(["user-profile-by-tenant-v3", "orders/by/customer", "homepage_featured_products"]))
        },
        decoy("words that only sound so") {
            (
                $0.pick([
                    "TOKENIZER_MODEL", "KEYCLOAK_REALM", "AUTHOR", "SECRETARY_EMAIL", "MONKEY_PATCH",
                    "PASSENGER_APP_ENV", "KEYBOARD_LAYOUT",
                ]), $0.pick(["bert-base-uncased", "platform", "production", "office@example.com"])
            )
        },
    ]

    private static let others: [Category] = [
        decoy("hashed password", config) {
            (
                "ADMIN_PASSWORD_HASH",
                "$2b$12$" + $0.text(53, of: Alphabet.lower + Alphabet.upper + Alphabet.digits + "./")
            )
        },
        decoy("version") { ("APP_VERSION", $0.pick(["1.24.3", "v2.10.0-rc.1", "2026.11.20"])) },
        decoy("time") { ($0.pick(["BUILT_AT", "EXPIRES"]), "2026-11-20T10:00:00.123Z") },
        decoy("colour", config) { ("BRAND_COLOR", "#" + $0.hex(6)) },
        decoy("flags") {
            ("FEATURE_FLAGS", $0.pick(["new-checkout,dark-mode,beta_search", "a,b,c", "auth-v2,token-refresh"]))
        },
        decoy("e-mail") {
            ($0.pick(["ADMIN_EMAIL", "SMTP_FROM"]), $0.pick(["ops@example.com", "no-reply@shop.prod.internal"]))
        },
        decoy("locale", config) {
            (
                $0.pick(["LOCALE", "ERROR_TEXT", "PASSWORD_HELP"]),
                $0.pick([
                    "de_CH.UTF-8", "Your password must have at least 12 characters.",
                    "Please enter your token and press return",
                ])
            )
        },
        decoy("image") {
            ("WORKER_IMAGE", $0.pick(["ghcr.io/acme/worker:1.8.2", "postgres:16-alpine", "nginx:latest"]))
        },
        decoy("base64 of words", config) {
            (
                "BANNER",
                $0.pick([
                    "V2VsY29tZSB0byB0aGUgcHJvZHVjdGlvbiBjbHVzdGVy", "eyJmZWF0dXJlcyI6WyJhIiwiYiJdLCJsaW1pdCI6NTB9",
                    "aGVsbG8gd29ybGQsIHRoaXMgaXMgcGxhaW4gdGV4dA==",
                ])
            )
        },
        decoy("number") {
            ($0.pick(["WORKERS", "TIMEOUT_MS", "MAX_RESPONSE_SIZE"]), $0.pick(["16", "30000", "8388608"]))
        },
        decoy("empty", config) { ($0.pick(["DB_PASSWORD", "API_KEY"]), "") },
        decoy("secret's name") {
            (
                $0.pick(["DB_SECRET_NAME", "TLS_SECRET_NAME", "SECRET_ARN_PREFIX"]),
                $0.pick(["prod-db-credentials", "wildcard-tls", "prod/app"])
            )
        },
        decoy("masked", [.log]) {
            ($0.pick(["PASSWORD", "API_TOKEN"]), $0.pick(["********", "[FILTERED]", "<redacted>"]))
        },
        decoy("status", [.log]) {
            ($0.pick(["PASSWORD", "TOKEN"]), $0.pick(["incorrect", "expired", "missing", "changed"]))
        },
        decoy("bucket") { ("S3_BUCKET", $0.pick(["acme-prod-assets-eu-west-1", "backups.acme.io"])) },
    ]
}
