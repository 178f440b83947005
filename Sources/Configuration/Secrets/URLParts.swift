/// The secret parts of the URLs and connection strings in a text.
///
/// Passwords are often pasted in unencoded, with `/`, `#`, `?`, `@` or `!` in them: the last `@` that can end the
/// credentials does.
struct URLParts {
    struct URL {
        var scheme: String
        var range: Range<Int>
        var user: Bytes
        var password: Bytes?
        var host: Bytes
        /// What follows the host: path, query, fragment.
        var rest: Bytes
    }

    static func urls(in text: Bytes) -> [URL] {
        var urls: [URL] = []
        var from = text.startIndex
        while urls.count < 64, let mark = text.index(of: "://", from: from) {
            let scheme = schemeStart(text, before: mark)
            let end = end(of: text, after: mark + 3)
            from = max(end, mark + 3)
            guard scheme < mark else { continue }
            urls.append(url(text, scheme, mark, end))
        }
        return urls
    }

    private static func schemeStart(_ text: Bytes, before mark: Int) -> Int {
        var start = mark
        while start > text.startIndex, ASCII.isAlphanumeric(text[start - 1]) || "+-.".utf8.contains(text[start - 1]),
            mark - start < 32
        { start -= 1 }
        while start < mark, !ASCII.isLetter(text[start]) { start += 1 }
        return start
    }

    /// The URL's end: white space, a quote, or a comma or bar before the next URL.
    private static func end(of text: Bytes, after start: Int) -> Int {
        var end = text.run(from: start) { !ASCII.isSpace($0) && !ASCII.isQuote($0) && $0 != 0x3C && $0 != 0x3E }
            .endIndex
        if let next = text[start..<end].index(of: "://") {
            var scheme = schemeStart(text, before: next)
            if scheme > start, ",;|".utf8.contains(text[scheme - 1]) { scheme -= 1 }
            if scheme > start { end = scheme }
        }
        return end
    }

    private static func url(_ text: Bytes, _ scheme: Int, _ mark: Int, _ end: Int) -> URL {
        let name = text[scheme..<mark].lowercased.text
        let all = text[(mark + 3)..<end]
        let authority = all.prefix { !"/?#".utf8.contains($0) }
        var credentials: Bytes?
        if let at = authority.lastIndex(of: 0x40) {
            credentials = all[..<at]
            // `p@ss/w@host`: another one beyond a slash belongs to the password, where what follows can be no path.
            if let last = lastAt(all, after: at, name) { credentials = all[..<last] }
        } else if let last = lastAt(all, after: all.startIndex, name), isPassword(authority, name) {
            credentials = all[..<last]
        }
        let hostStart = credentials.map { $0.endIndex + 1 } ?? all.startIndex
        let host = all[hostStart...].prefix { !"/?#".utf8.contains($0) }
        var (user, password): (Bytes, Bytes?) = (credentials ?? all[all.startIndex..<all.startIndex], nil)
        if let pair = credentials, let colon = pair.firstIndex(of: 0x3A) {
            (user, password) = (pair[..<colon], pair[(colon + 1)...])
        }
        return URL(
            scheme: name, range: scheme..<end, user: user, password: password, host: host, rest: all[host.endIndex...])
    }

    /// The last `@` with a host behind it, where the scheme is one of servers that have no `@` in their paths.
    private static func lastAt(_ text: Bytes, after start: Int, _ scheme: String) -> Int? {
        guard let last = text.lastIndex(of: 0x40), last > start else { return nil }
        let isWeb = scheme == "http" || scheme == "https" || scheme == "file"
        let query = text[start..<last].firstIndex(of: 0x3F)
        if isWeb || query != nil && text[start..<last].contains(0x3D) { return nil }
        let host = text[(last + 1)...].prefix { !"/?#,:".utf8.contains($0) }
        return !host.isEmpty && host.allSatisfy(ASCII.isName) ? last : nil
    }

    /// `user:pa` of `user:pa/ss@host`: what follows the colon is no port.
    private static func isPassword(_ authority: Bytes, _ scheme: String) -> Bool {
        guard let colon = authority.firstIndex(of: 0x3A) else { return false }
        let rest = authority[(colon + 1)...]
        return rest.isEmpty || !rest.allSatisfy(ASCII.isDigit) || rest.count > 5
    }

    /// `?name=value&…` of a URL, or of its fragment.
    static func query(of url: URL) -> [Pair] {
        guard let mark = url.rest.firstIndex(where: { $0 == 0x3F || $0 == 0x23 }) else { return [] }
        return url.rest[(mark + 1)...].pieces { "&?#;".utf8.contains($0) }.prefix(64).compactMap { piece in
            guard let equals = piece.firstIndex(of: 0x3D) else { return nil }
            return Pair(key: piece[..<equals], value: piece[(equals + 1)...], isQuoted: false)
        }
    }

    /// `user:password@tcp(host:3306)/db` of Go's MySQL driver, `user/password@host` of Oracle's, `user:password@host:port` alone.
    static func bareCredentials(in text: Bytes) -> (user: Bytes, password: Bytes)? {
        guard !text.contains("://"), !text.contains(where: ASCII.isSpace), text.count <= 512 else { return nil }
        if let thin = text.index(of: ":thin:"), let at = text.lastIndex(of: 0x40), at > thin + 6 {
            let pair = text[(thin + 6)..<at]
            return pair.firstIndex(of: 0x2F).map { (pair[..<$0], pair[($0 + 1)...]) }
        }
        guard let at = text.lastIndex(of: 0x40), at + 1 < text.endIndex, let colon = text[..<at].firstIndex(of: 0x3A),
            colon > text.startIndex, colon + 1 < at
        else { return nil }
        let (user, password, host) = (text[..<colon], text[(colon + 1)..<at], text[(at + 1)...])
        guard user.allSatisfy(ASCII.isName), user.count <= 64 else { return nil }
        let isGo = ["tcp(", "unix(", "tcp6("].contains { host.hasPrefix($0) }
        let place = host.prefix { $0 != 0x2F }
        let hasPort = place.contains(0x3A) && InnocentShape.isHost(place)
        return isGo || hasPort || (InnocentShape.isHost(place) && host.contains(0x2F)) ? (user, password) : nil
    }
}
