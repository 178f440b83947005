/// Passwords that products are shipped with and people try first, and the words that others are built from.
enum KnownPasswords {
    /// In lower case.
    static let defaults: Set<String> = [
        "password", "passwd", "pass", "passw0rd", "password1", "password123", "pass123", "pass1234", "admin", "admin1",
        "admin123", "admin1234", "administrator", "adminadmin",
        "root", "root123", "rootroot", "rootpassword", "toor", "guest", "test", "test1", "test123", "test1234",
        "testing", "testtest", "testpass", "testpassword", "demo", "user", "user123",
        "changeme", "changeit", "changeme123", "letmein", "welcome", "welcome1", "welcome123", "qwerty", "qwerty123",
        "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890",
        "123123", "111111", "000000", "0000", "1111", "654321", "666666", "abc123", "abcd1234", "iloveyou", "monkey",
        "dragon", "sunshine", "princess", "football", "master", "shadow",
        "postgres", "postgresql", "mysql", "mariadb", "redis", "mongo", "mongodb", "rabbitmq", "minioadmin", "minio",
        "minio123", "elastic", "elasticsearch", "kibana",
        "grafana", "sa", "oracle", "tiger", "scott", "vagrant", "docker", "default", "foobared", "cisco", "ubuntu",
        "raspberry", "calvin", "nagios", "jenkins", "sonar", "tomcat", "s3cret", "secret", "secret123",
        "secretpassword", "supersecret", "topsecret", "mysecret", "mysecretpassword", "mypassword", "manager",
        "keycloak", "hunter2", "trustno1", "pa55word", "pa55w0rd", "p@ssw0rd", "p@ssword", "p@ssw0rd123",
        "dbpassword", "db_password", "dbpass", "db", "database", "app", "dev", "development", "local", "localhost",
        "staging", "prod", "production", "django", "laravel", "rails", "spring", "wordpress", "symfony",
        "homestead", "zabbix", "pihole", "openhab", "couchdb", "influxdb", "neo4j", "cassandra", "clickhouse", "kafka",
        "consul", "vault", "airflow", "superset", "metabase", "odoo", "gitlab", "magento", "drupal", "joomla",
        "support", "service", "operator", "super", "superuser", "superadmin", "system", "sysadmin", "public", "private",
        "none", "blank", "token", "key", "apikey", "secretkey", "secret_key", "secret-key", "mysecretkey",
        "yoursecretkey", "jwtsecret", "jwt_secret", "jwt-secret", "keyboard cat", "keyboardcat", "shhh", "shhhhh",
        "shhhhhh", "insecure", "notsecure", "temp", "temp123", "temporary", "example", "secretsecret", "verysecret",
        "very-secret",
    ]

    /// True where the letters are a chain of known words: `winter`, `adminpassword`.
    static func isOfWords(_ letters: Bytes) -> Bool {
        let text = Array(letters)
        guard text.count <= 40 else { return false }
        // ends[i]: the first i letters are a chain of words.
        var ends = [Bool](repeating: false, count: text.count + 1)
        ends[0] = true
        for end in 1...max(text.count, 1) where end <= text.count {
            for length in 1...min(end, 12) where ends[end - length] {
                let word = text[(end - length)..<end]
                if length == 1 ? text.count == 1 : words.contains(String(decoding: word, as: UTF8.self)) {
                    ends[end] = true
                    break
                }
            }
        }
        return ends[text.count]
    }

    private static let words: Set<String> = Set(
        """
        password passwd pass passwort word pwd secret secrets token key keys admin administrator root user users guest test testing tester demo default temp temporary change changeme me my your our the this is
        not very super top ultra safe secure security insecure strong weak login access auth api app apps application service server client db database data sql postgres postgresql mysql maria redis mongo mongodb rabbit
        rabbitmq mq kafka elastic search minio oracle docker kube jwt session cookie prod production stage staging dev development local localhost internal backup master main primary web site www mail email smtp ftp
        spring summer autumn winter fall january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday welcome hello world letmein let in
        qwerty asdf abc xyz love iloveyou monkey dragon sunshine princess football baseball soccer hockey shadow michael jordan batman superman star wars magic freedom whatever money cheese pizza coffee cookie banana
        apple orange company corp team office home house dog cat fish bird blue red green black white happy lucky new old big good bad great best first last one two three hunter trust no foo bar baz qux
        example sample dummy fake placeholder please replace insert here now never do use only for to of and with some any it its sign signing encryption encrypt private public store shop portal dashboard manager
        system sys super support operator account billing payment payments order orders product customer power pa dark light fire water earth wind moon sun hot cold summer rain snow keyboard computer laptop phone london paris berlin texas america europe
        signature storage cache queue worker job cron batch log logs metrics monitor grafana jenkins gitlab github git node django rails laravel flask express spring boot java python ruby go rust swift
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}
