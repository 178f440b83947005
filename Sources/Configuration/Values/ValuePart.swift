internal import Model

/// A part of a DSN or URL that rules compare.
package enum ValuePart: String, Sendable, CaseIterable {
    case user, password, host, port, database

    /// The part of the value, decoded; more than one where it names several hosts, none where it lacks the part.
    ///
    /// Hosts are in lower case and without the point at their end, so that the same host is the same text.
    func texts(of dsn: DSN) -> [String] {
        switch self {
        case .user: dsn.user.map { [$0] } ?? []
        case .password: dsn.password.map { [$0.reveal()] } ?? []
        case .host: dsn.hosts.map { Self.canonical($0.host) }
        case .port: dsn.hosts.compactMap(\.port).map(String.init)
        case .database: dsn.database.map { [$0] } ?? []
        }
    }

    private static func canonical(_ host: String) -> String {
        if host.hasPrefix("/") { return host }
        let lowercase = host.lowercased()
        return lowercase.hasSuffix(".") ? String(lowercase.dropLast()) : lowercase
    }
}

extension DSN {
    /// The parts of a value of the type url or dsn. A URL may have an `@` in its path.
    init(_ text: String, as type: ValueType) throws(Failure) {
        guard type == .url, let mark = text.firstRange(of: "://") else {
            try self.init(text)
            return
        }
        let end = text[mark.upperBound...].firstIndex { "/?#".contains($0) } ?? text.endIndex
        try self.init(String(text[..<end]))
        let path = text[end...].dropFirst().prefix { $0 != "?" && $0 != "#" }
        database = path.isEmpty ? nil : String(path)
    }
}
