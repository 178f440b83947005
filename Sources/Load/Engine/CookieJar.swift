/// The cookies that servers have given to one user (RFC 6265): by origin, name and path, within bounds.
///
/// A cookie goes back to the origin that set it alone, whatever its Domain says: a load has few origins, and a jar that
/// sends less than a browser can only be too careful. Expires is not read; Max-Age of 0 or less removes a cookie.
package struct CookieJar: Sendable {
    private struct Cookie {
        var origin: Int
        var name: [UInt8]
        var value: [UInt8]
        var path: [UInt8]
    }

    /// As many as browsers keep for a site; the oldest go first.
    private static let maxCookies = 50
    private static let maxBytes = 4096

    private var cookies: [Cookie] = []

    package init() {}

    package var isEmpty: Bool { cookies.isEmpty }

    package mutating func removeAll() { cookies.removeAll(keepingCapacity: true) }

    /// Takes in every Set-Cookie line of a response head; `path` is the request's, without its query.
    package mutating func take(head: UnsafeRawBufferPointer, origin: Int, path: [UInt8]) {
        var start = 0
        while start < head.count {
            let end = head[start...].firstIndex(of: .lineFeed) ?? head.count
            let line = UnsafeRawBufferPointer(rebasing: head[start..<end])
            start = end + 1
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                UnsafeRawBufferPointer(rebasing: line[..<colon]).equalsIgnoringCase("set-cookie")
            else { continue }
            var value = UnsafeRawBufferPointer(rebasing: line[(colon + 1)...])
            if value.last == .carriageReturn { value = UnsafeRawBufferPointer(rebasing: value.dropLast()) }
            take(Array(value.trimmed), origin, requestPath: path)
        }
    }

    /// The cookies for a request as its Cookie header has them, empty for none; longer paths first.
    package func header(origin: Int, path: [UInt8]) -> [UInt8] {
        let fitting = cookies.filter { $0.origin == origin && Self.covers($0.path, path) }
            .sorted { $0.path.count > $1.path.count }
        return Array(fitting.map { $0.name + [UInt8(ascii: "=")] + $0.value }.joined(separator: Array("; ".utf8)))
    }

    private mutating func take(_ text: [UInt8], _ origin: Int, requestPath: [UInt8]) {
        guard text.count <= Self.maxBytes else { return }
        let parts = text.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map(Self.trimmed)
        guard let pair = parts.first, let equals = pair.firstIndex(of: UInt8(ascii: "=")), equals > pair.startIndex
        else { return }
        var cookie = Cookie(
            origin: origin, name: Self.trimmed(pair[..<equals]), value: Self.trimmed(pair[(equals + 1)...]),
            path: Self.defaultPath(requestPath))
        var isRemoved = false
        for attribute in parts.dropFirst() {
            let pair = attribute.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(decoding: pair[0], as: UTF8.self).lowercased()
            let value = pair.count > 1 ? Self.trimmed(pair[1]) : []
            if name == "path", value.first == UInt8(ascii: "/") { cookie.path = value }
            if name == "max-age" { isRemoved = value.first == UInt8(ascii: "-") || value == [UInt8(ascii: "0")] }
        }
        cookies.removeAll { $0.origin == origin && $0.name == cookie.name && $0.path == cookie.path }
        guard !isRemoved else { return }
        if cookies.count == Self.maxCookies { cookies.removeFirst() }
        cookies.append(cookie)
    }

    /// Whether a cookie of this path goes with a request for that one (RFC 6265, section 5.1.4).
    private static func covers(_ path: [UInt8], _ request: [UInt8]) -> Bool {
        guard request.starts(with: path) else { return false }
        return request.count == path.count || path.last == UInt8(ascii: "/")
            || request[path.count] == UInt8(ascii: "/")
    }

    /// The request's path up to its last slash.
    private static func defaultPath(_ path: [UInt8]) -> [UInt8] {
        guard path.first == UInt8(ascii: "/"), let slash = path.lastIndex(of: UInt8(ascii: "/")), slash > 0 else {
            return [UInt8(ascii: "/")]
        }
        return Array(path[..<slash])
    }

    private static func trimmed(_ bytes: some Collection<UInt8>) -> [UInt8] {
        bytes.withContiguousStorageIfAvailable { Array(UnsafeRawBufferPointer($0).trimmed) } ?? Array(bytes)
    }
}
