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
        if lowercase.contains(":") { return expanded(lowercase) }
        return lowercase.hasSuffix(".") ? String(lowercase.dropLast()) : lowercase
    }

    /// An IPv6 address with all of its groups: `::1` and `0:0:0:0:0:0:0:1` are one host.
    private static func expanded(_ address: String) -> String {
        let zone = address.drop { $0 != "%" }
        let halves = address[..<zone.startIndex].split(separator: "::", omittingEmptySubsequences: false)
        let groups = halves.map { $0.split(separator: ":").flatMap(hexadecimal) }
        guard let first = groups.first else { return address }
        let last = groups.count > 1 ? groups[1] : []
        let zeros = [String](repeating: "0", count: max(0, 8 - first.count - last.count))
        return (first + zeros + last).joined(separator: ":") + zone
    }

    /// A group without leading zeros; two for the IPv4 address at the end.
    private static func hexadecimal(_ group: Substring) -> [String] {
        let bytes = group.split(separator: ".").compactMap { UInt16($0) }
        guard bytes.count == 4 else { return [String(UInt16(group, radix: 16) ?? 0, radix: 16)] }
        return [bytes[0] << 8 | bytes[1] & 0xFF, bytes[2] << 8 | bytes[3] & 0xFF].map { String($0, radix: 16) }
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
