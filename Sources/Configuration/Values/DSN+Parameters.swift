internal import Model

extension DSN {
    /// Takes what the parameters say of the parts: `?user=…&password=…` of libpq, JDBC and Redis, `;user=…` of SQL Server.
    mutating func read(_ text: Substring, isSQLServer: Bool) throws(Failure) {
        let separator: Character = isSQLServer ? ";" : "&"
        let isLibpq = scheme == "postgresql" || scheme == "postgres"
        var socket: String?
        var address: String?
        var port: Int?
        for pair in text.dropFirst().split(separator: separator).prefix(200) {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, !sides[1].isEmpty else { continue }
            let value = sides[1]
            switch sides[0].lowercased() {
            case "user", "username": if user == nil || isLibpq { user = try parameter(value, "user", isSQLServer) }
            case "password", "pass", "pwd":
                let other = Secret(try parameter(value, "password", isSQLServer))
                if let password, password != other { throw Failure(reason: "it names two passwords") }
                password = other
            case "host", "unix_socket", "socket": socket = try parameter(value, "host", isSQLServer)
            case "hostaddr" where isLibpq: address = try parameter(value, "host", isSQLServer)
            case "port": port = HostPort.port(value)
            case "dbname", "database", "databasename":
                if database == nil || isLibpq { database = try parameter(value, "database", isSQLServer) }
            default: break
            }
        }
        // libpq connects to the host among the parameters, whatever stands before them, and to the address before that.
        guard hosts.isEmpty || isLibpq, let named = address ?? socket else { return }
        hosts = []
        for name in named.split(separator: ",", omittingEmptySubsequences: false) {
            if name.hasPrefix("/") {
                hosts.append(HostPort(socket: String(name), port: port))
            } else if var host = HostPort(HostPort.isHost(String(name)) && name.contains(":") ? "[\(name)]" : name) {
                host.port = host.port ?? port
                hosts.append(host)
            } else {
                throw Failure(reason: "the host among its parameters can't be read")
            }
        }
    }

    private func parameter(_ text: Substring, _ part: String, _ isSQLServer: Bool) throws(Failure) -> String {
        guard isSQLServer else { return try Self.decoded(text, part) }
        guard text.first == "{" else { return String(text) }
        guard text.last == "}", text.count > 1 else {
            throw Failure(reason: "a ; or a brace in its \(part) can't be read: write it in a parameter without")
        }
        return String(text.dropFirst().dropLast())
    }
}
