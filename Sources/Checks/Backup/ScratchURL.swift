internal import Model

/// The parts of `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=MODE`; other forms are refused, never echoed.
struct ScratchURL {
    let host: String
    let port: Int
    let user: String?
    let password: String?
    let database: String
    let sslMode: String?

    struct Refusal: Error, CustomStringConvertible {
        var description: String
    }

    init(_ text: String) throws(Refusal) {
        guard let scheme = ["postgresql://", "postgres://"].first(where: { text.hasPrefix($0) }) else {
            throw Self.refusal("begins with postgresql://")
        }
        let halves = text.dropFirst(scheme.count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let authority = parts[0].split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, authority.count <= 2, !text.contains("#"), !parts[1].contains("/") else {
            throw Self.refusal("has one @, one / behind the host and no #: others are written as %40, %2F and %23")
        }
        var login: (user: String?, password: String?) = (nil, nil)
        if authority.count == 2 {
            let pair = authority[0].split(separator: ":", omittingEmptySubsequences: false)
            guard pair.count <= 2 else { throw Self.refusal("has one : in the login: others are written as %3A") }
            login = (try Self.decoded(pair[0]), try pair.count == 2 ? Self.decoded(pair[1]) : nil)
        }
        (user, password) = login
        (host, port) = try Self.hostAndPort(authority[authority.count - 1])
        database = try Self.decoded(parts[1])
        guard !database.isEmpty else { throw Self.refusal("names a database to connect to, such as postgres") }
        var mode: String?
        for option in halves.count == 2 ? halves[1].split(separator: "&") : [] {
            guard option.hasPrefix("sslmode=") else { throw Self.refusal("has no option but sslmode") }
            mode = String(option.dropFirst(8))
        }
        sslMode = mode
    }

    private static func hostAndPort(_ text: Substring) throws(Refusal) -> (String, Int) {
        guard !text.contains(",") else { throw refusal("names one host") }
        var host = text
        var port = 5_432
        if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
            guard let number = Quantity.integer(String(text[text.index(after: colon)...])),
                (1...65_535).contains(number)
            else { throw refusal("has a port from 1 to 65535") }
            (host, port) = (text[..<colon], number)
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        let name = try decoded(host)
        guard !name.isEmpty else { throw refusal("names a host") }
        return (name, port)
    }

    private static func refusal(_ rule: String) -> Refusal {
        Refusal(description: "the URL of the scratch server can't be used: a URL \(rule)")
    }

    private static func decoded(_ text: Substring) throws(Refusal) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                value > 0
            else { throw refusal("has two digits behind every %") }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let result = String(validating: bytes, as: UTF8.self) else { throw refusal("is UTF-8") }
        return result
    }
}
