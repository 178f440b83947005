internal import Model

/// The line of a finding with every value in it masked.
///
/// Only the connection strings of databases, caches and queues keep their structure, since what is wrong is most often
/// one part of them; of any other URL the path itself may be the secret.
struct MaskedLine {
    private(set) var text: String
    /// 1-based, in Unicode scalars: where each part begins.
    private var columns: [ValuePart: Int] = [:]
    private var valueColumn: Int

    /// The excerpt for a finding about the value, or about one part of it; nil where the key's own name is withheld.
    static func excerpt(of entry: ConfigEntry, part: ValuePart? = nil, hidden: (String) -> Bool) -> Finding.Excerpt? {
        guard KeyName.isShown(entry.key) else { return nil }
        let line = MaskedLine(entry, hidden: hidden)
        if let part, let column = line.columns[part] {
            let isMasked = part == .user || part == .password
            return Finding.Excerpt(
                text: line.text, column: column, note: part.rawValue + (isMasked ? " (value withheld)" : ""))
        }
        return Finding.Excerpt(text: line.text, column: line.valueColumn, note: "value withheld")
    }

    /// The excerpt for a finding about the key itself.
    static func excerpt(ofKey entry: ConfigEntry) -> Finding.Excerpt? {
        guard KeyName.isShown(entry.key) else { return nil }
        return Finding.Excerpt(text: MaskedLine(entry, hidden: { _ in true }).text, column: 1, note: "this key")
    }

    private init(_ entry: ConfigEntry, hidden: (String) -> Bool) {
        text = "\(entry.key.printable)="
        valueColumn = text.unicodeScalars.count + 1
        let value = entry.value.reveal()
        guard value.utf8.count <= 1_024, let dsn = try? DSN(value), Self.keepsStructure(dsn, hidden) else {
            text += value.isEmpty ? "" : Redactor.mask
            return
        }
        text += "\(dsn.scheme)://"
        // Among the parameters nothing is shown.
        if value.prefix(while: { $0 != "?" && $0 != ";" }).contains("@") {
            if dsn.user != nil { mask(.user) }
            if dsn.password != nil {
                text += ":"
                mask(.password)
            }
            text += "@"
        }
        for (index, host) in dsn.hosts.enumerated() {
            if index > 0 { text += "," }
            mark(.host)
            text += host.host.contains(":") ? "[\(host.host)]" : host.host
            guard let port = host.port else { continue }
            text += ":"
            mark(.port)
            text += String(port)
        }
        if let database = dsn.database {
            text += "/"
            mark(.database)
            text += database
        }
        if value.contains("?") || value.contains(";") { text += "?\(Redactor.mask)" }
    }

    private mutating func mark(_ part: ValuePart) {
        if columns[part] == nil { columns[part] = text.unicodeScalars.count + 1 }
    }

    private mutating func mask(_ part: ValuePart) {
        mark(part)
        text += Redactor.mask
    }

    /// Schemes whose hosts and databases are names that people choose, not credentials.
    private static let schemes: Set<String> = [
        "postgresql", "postgres", "mysql", "mariadb", "redis", "rediss", "mongodb", "mongodb+srv", "amqp", "amqps",
        "sqlserver", "mssql", "clickhouse", "cockroachdb", "memcached", "nats", "kafka", "jdbc:postgresql",
        "jdbc:mysql", "jdbc:mariadb", "jdbc:sqlserver", "postgresql+psycopg2", "postgresql+asyncpg", "mysql+pymysql",
    ]

    private static func keepsStructure(_ dsn: DSN, _ hidden: (String) -> Bool) -> Bool {
        guard schemes.contains(dsn.scheme), dsn.hosts.allSatisfy({ isTelling($0, dsn) }) else { return false }
        let shown = dsn.hosts.map(\.host) + (dsn.database.map { [$0] } ?? [])
        let own = dsn.password?.reveal() ?? ""
        return shown.allSatisfy { text in
            text.utf8.count <= 128 && !ValueLook.mayBeSecret(text) && !hidden(text) && text.printable == text
                && (own.isEmpty || !text.contains(own)) && text.unicodeScalars.allSatisfy(\.isASCII)
        }
    }

    /// `redis://s3cret` names a host as well: a lone word is shown only where something says that it is one.
    private static func isTelling(_ host: HostPort, _ dsn: DSN) -> Bool {
        host.host.contains(".") || host.host.contains(":") || host.host == "localhost" || host.port != nil
            || host.host.hasPrefix("/") || dsn.password != nil
    }
}
