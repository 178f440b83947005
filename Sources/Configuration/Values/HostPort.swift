internal import Model

/// A host name or address, with a port where one is written.
package struct HostPort: Sendable, Equatable {
    package var host: String
    package var port: Int?

    /// A local socket, by the path of its file or folder.
    init(socket: String, port: Int?) {
        host = socket
        self.port = port
    }

    /// Reads `host`, `host:port`, `[::1]` and `[::1]:port`; nil for anything else.
    init?(_ text: Substring) {
        let rest: Substring
        if text.first == "[" {
            guard let close = text.firstIndex(of: "]") else { return nil }
            host = String(text[text.index(after: text.startIndex)..<close])
            guard Self.isIPv6(host[...]) else { return nil }
            rest = text[text.index(after: close)...]
        } else {
            let end = text.firstIndex(of: ":") ?? text.endIndex
            host = String(text[..<end])
            guard Self.isNameOrIPv4(host[...]) else { return nil }
            rest = text[end...]
        }
        if rest.isEmpty { return }
        guard rest.first == ":", let port = Self.port(rest.dropFirst()) else { return nil }
        self.port = port
    }

    /// A port from 1 to 65535, digits only.
    static func port(_ text: Substring) -> Int? {
        guard let port = Quantity.integer(String(text.prefix(6))), (1...65_535).contains(port), text.utf8.count <= 5
        else { return nil }
        return port
    }

    /// A name or address as it stands in a setting of its own: IPv6 with or without brackets.
    static func isHost(_ text: String) -> Bool {
        if text.hasPrefix("["), text.hasSuffix("]") { return isIPv6(text.dropFirst().dropLast()) }
        return isNameOrIPv4(text[...]) || isIPv6(text[...])
    }

    /// Labels of letters, digits, `-` and `_`. A name whose last label is a number must be an IPv4 address: resolvers
    /// take `0x7f.1` and `127.1` for one too.
    static func isNameOrIPv4(_ text: Substring) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 253 else { return false }
        let name = text.last == "." ? text.dropLast() : text
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        if labels.last.map(isNumber) ?? true { return isIPv4(text) }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy {
                    isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                }
        }
    }

    private static func isNumber(_ label: Substring) -> Bool {
        if label.utf8.allSatisfy(isDigit) { return true }
        return label.lowercased().hasPrefix("0x")
            && label.utf8.dropFirst(2).allSatisfy { isDigit($0) || isHexLetter($0) }
    }

    static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                part.utf8.count <= 3 && (Quantity.integer(String(part)).map { (0...255).contains($0) } ?? false)
            }
    }

    private static func isIPv6(_ text: Substring) -> Bool {
        guard text.utf8.count <= 64 else { return false }
        let address = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        // A zone is the name of an interface; in a URL its % may be written %25.
        if address.count == 2, !isZone(address[1]) { return false }
        guard let digits = address.first else { return false }
        var groups = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count >= 3 else { return false }
        var count = 8
        if let last = groups.last, last.contains(".") {
            guard isIPv4(last) else { return false }
            groups.removeLast()
            count = 6
        }
        let isCompressed = digits.firstRange(of: "::") != nil
        if isCompressed {
            guard !digits.contains(":::"), digits.ranges(of: "::").count == 1 else { return false }
        } else if groups.contains(where: \.isEmpty) {
            return false
        }
        if digits.first == ":" && !digits.hasPrefix("::") || digits.last == ":" && !digits.hasSuffix("::") {
            return false
        }
        let written = groups.filter { !$0.isEmpty }
        guard isCompressed ? written.count < count : written.count == count else { return false }
        return written.allSatisfy { $0.utf8.count <= 4 && $0.utf8.allSatisfy { isDigit($0) || isHexLetter($0) } }
    }

    private static func isZone(_ text: Substring) -> Bool {
        (1...15).contains(text.utf8.count)
            && text.utf8.allSatisfy { isDigit($0) || isLetter($0) || [0x2D, 0x2E, 0x5F].contains($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    private static func isHexLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
}
