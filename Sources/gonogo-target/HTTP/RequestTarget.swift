/// The second word of a request line: `/path?query`, or the same with `http://host` before it.
enum RequestTarget {
    static func parse(_ target: ArraySlice<UInt8>) throws(Refusal) -> (path: String, query: String) {
        guard target.allSatisfy({ $0 > .space && $0 < 127 }) else {
            throw .broken(400, "the request target holds a byte that must be percent-encoded")
        }
        let local = try withoutAuthority(target)
        let end = local.firstIndex(of: .questionMark) ?? local.endIndex
        return (try decoded(local[..<end]), String(decoding: local[end...].dropFirst(), as: UTF8.self))
    }

    private static func withoutAuthority(_ target: ArraySlice<UInt8>) throws(Refusal) -> ArraySlice<UInt8> {
        if target.first == .slash { return target }
        let scheme = Array("http://".utf8)
        guard target.starts(with: scheme) else { throw .broken(400, "the request target does not begin with '/'") }
        let rest = target.dropFirst(scheme.count)
        guard let slash = rest.firstIndex(of: .slash) else { throw .broken(400, "the request target has no path") }
        return rest[slash...]
    }

    private static func decoded(_ path: ArraySlice<UInt8>) throws(Refusal) -> String {
        guard path.contains(.percent) else { return String(decoding: path, as: UTF8.self) }
        var bytes: [UInt8] = []
        var index = path.startIndex
        while index < path.endIndex {
            guard path[index] == .percent else {
                bytes.append(path[index])
                index += 1
                continue
            }
            guard index + 2 < path.endIndex, let high = hexValue(path[index + 1]), let low = hexValue(path[index + 2])
            else {
                throw .broken(400, "the path holds a % that two hexadecimal digits do not follow")
            }
            bytes.append(high << 4 | low)
            index += 3
        }
        guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else {
            throw .broken(400, "the path is not UTF-8 text")
        }
        return text
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
