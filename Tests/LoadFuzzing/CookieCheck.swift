import Load

/// A jar stays within its bounds whatever it is given, and what passed the parser can't break a request's line.
enum CookieCheck {
    /// Fifty cookies of four kilobytes, and what stands between them.
    private static let mostBytes = 50 * (4096 + 3)
    private static let paths: [[UInt8]] = ["/", "/a", "/a/b", "/a/b/c.html", "", "relative", "//", "/ab"].map {
        Array($0.utf8)
    }

    static func check(_ input: [UInt8]) throws(Finding) -> String {
        guard input.count > 2 else { return "empty" }
        let head = Array(input.dropFirst(2))
        let path = paths[Int(input[0]) % paths.count]
        let other = paths[Int(input[1]) % paths.count]

        // As they come, line by line: what a line says does not depend on those around it.
        var jar = CookieJar()
        head.withExact(0..<head.count) { jar.take(head: $0, origin: 0, path: path) }
        var lines = CookieJar()
        var start = 0
        while start < head.count {
            let end = head[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? head.count
            head.withExact(start..<end) { lines.take(head: $0, origin: 0, path: path) }
            start = end
        }
        let sent = jar.header(origin: 0, path: other)
        try Finding.require(sent == lines.header(origin: 0, path: other), "lines alone give other cookies")
        try Finding.require(sent.count <= mostBytes, "\(sent.count) bytes of cookies")
        try Finding.require(jar.header(origin: 1, path: other).isEmpty, "a cookie goes to another origin")
        try Finding.require(!jar.isEmpty || sent.isEmpty, "an empty jar sends something")

        // Taken in again, they are the same.
        head.withExact(0..<head.count) { jar.take(head: $0, origin: 0, path: path) }
        try Finding.require(jar.header(origin: 0, path: other).count <= mostBytes, "the jar grows beyond its limit")
        return try behindParser(head, path, other)
    }

    private static func behindParser(_ head: [UInt8], _ path: [UInt8], _ other: [UInt8]) throws(Finding) -> String {
        var parser = ResponseParser()
        var cache = HeadCache()
        parser.begin(ResponseParser.Expectation(bodiless: true))
        do throws(ResponseFault) {
            let isComplete = try head.withExact(0..<head.count) { (bytes) throws(ResponseFault) in
                try parser.feed(bytes, cache: &cache)
            }
            guard isComplete else { return "unfinished head" }
        } catch {
            return "refused head"
        }
        guard parser.head.setsCookies else { return "no cookies" }
        var jar = CookieJar()
        jar.take(head: parser.keptHead.bytes, origin: 0, path: path)
        let sent = jar.header(origin: 0, path: other)
        let breaks = sent.contains { $0 == 0 || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
        try Finding.require(!breaks, "a cookie breaks out of its line")
        return jar.isEmpty ? "no cookies" : sent.isEmpty ? "kept" : "sent"
    }
}
