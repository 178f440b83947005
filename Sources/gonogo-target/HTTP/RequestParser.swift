/// Reads a request head (RFC 9112) out of bytes that may hold half a head, one, or several.
///
/// Strict on purpose: lines end in CRLF, no folding, no control characters, one Host, one length.
struct RequestParser {
    static let maxHeadBytes = 16 * 1_024
    static let maxTargetBytes = 8 * 1_024
    static let maxBodyBytes = 1 << 20
    static let maxFields = 100

    /// How far earlier calls have looked.
    private var scanned = 0

    /// The head and its length in bytes, or nil while `bytes` (from the start of a request) does not hold all of it.
    mutating func head(in bytes: ArraySlice<UInt8>) throws(Refusal) -> (head: RequestHead, length: Int)? {
        if let first = bytes.first, !Self.isTokenByte(first) { throw .broken(400, "this is not an HTTP/1.1 request") }
        guard let length = try endOfHead(in: bytes) else {
            guard bytes.count < Self.maxHeadBytes else {
                throw .broken(431, "the request head is longer than \(Self.maxHeadBytes) bytes")
            }
            return nil
        }
        guard length <= Self.maxHeadBytes else {
            throw .broken(431, "the request head is longer than \(Self.maxHeadBytes) bytes")
        }
        scanned = 0
        return (try Self.parse(bytes.prefix(length)), length)
    }

    private mutating func endOfHead(in bytes: ArraySlice<UInt8>) throws(Refusal) -> Int? {
        let start = bytes.startIndex
        var index = start + scanned
        while index < bytes.endIndex {
            if bytes[index] == .lineFeed {
                guard index > start, bytes[index - 1] == .carriageReturn else {
                    throw .broken(400, "a line ends without CR")
                }
                if index >= start + 3, bytes[index - 2] == .lineFeed { return index - start + 1 }
            }
            index += 1
        }
        scanned = bytes.count
        return nil
    }

    private static func parse(_ head: ArraySlice<UInt8>) throws(Refusal) -> RequestHead {
        var lines = Lines(rest: head)
        let line = try requestLine(lines.next() ?? [])
        var fields: [RequestHead.Field] = []
        while let line = lines.next(), !line.isEmpty {
            guard fields.count < maxFields else { throw .broken(431, "more than \(maxFields) header fields") }
            fields.append(try field(line))
        }
        return try assemble(line, fields)
    }

    private struct RequestLine {
        let method: String
        let path: String
        let query: String
        let minorVersion: Int
    }

    private static func requestLine(_ line: ArraySlice<UInt8>) throws(Refusal) -> RequestLine {
        let parts = line.split(separator: .space, maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(isTokenByte) else {
            throw .broken(400, "the request line is not 'METHOD TARGET HTTP/1.1'")
        }
        let minor: Int
        switch Array(parts[2]) {
        case Array("HTTP/1.1".utf8): minor = 1
        case Array("HTTP/1.0".utf8): minor = 0
        case let version where version.starts(with: Array("HTTP/".utf8)):
            throw .broken(505, "only HTTP/1.1 and HTTP/1.0 are spoken here")
        default: throw .broken(400, "the request line does not end in an HTTP version")
        }
        guard parts[1].count <= maxTargetBytes else {
            throw .broken(414, "the request target is longer than \(maxTargetBytes) bytes")
        }
        let (path, query) = try RequestTarget.parse(parts[1])
        return RequestLine(
            method: String(decoding: parts[0], as: UTF8.self), path: path, query: query, minorVersion: minor)
    }

    private static func field(_ line: ArraySlice<UInt8>) throws(Refusal) -> RequestHead.Field {
        guard let colon = line.firstIndex(of: .colon), colon > line.startIndex, line[..<colon].allSatisfy(isTokenByte)
        else {
            throw .broken(400, "a header line is not 'Name: value'")
        }
        guard line.allSatisfy({ $0 >= .space && $0 != 127 || $0 == .tab }) else {
            throw .broken(400, "a header line holds a control character")
        }
        let isBlank: (UInt8) -> Bool = { $0 == .space || $0 == .tab }
        var value = line[(colon + 1)...].drop(while: isBlank)
        while let last = value.last, isBlank(last) { value.removeLast() }
        return RequestHead.Field(
            name: String(decoding: line[..<colon], as: UTF8.self).lowercased(),
            value: String(decoding: value, as: UTF8.self))
    }

    private static func assemble(_ line: RequestLine, _ fields: [RequestHead.Field]) throws(Refusal) -> RequestHead {
        func values(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
        let hosts = values("host").count
        guard hosts == 1 || (hosts == 0 && line.minorVersion == 0) else {
            throw .broken(400, hosts == 0 ? "the Host field is missing" : "there is more than one Host field")
        }
        guard values("transfer-encoding").isEmpty else {
            throw .broken(411, "bodies need a Content-Length here; Transfer-Encoding is not read")
        }
        let connection = values("connection").joined(separator: ",").lowercased()
        let expectation = values("expect").first?.lowercased()
        guard expectation == nil || expectation == "100-continue" else {
            throw .broken(417, "only 100-continue can be expected")
        }
        return RequestHead(
            method: line.method, path: line.path, query: line.query, fields: fields,
            contentLength: try contentLength(values("content-length")),
            keepsAlive: line.minorVersion == 1 ? !connection.contains("close") : connection.contains("keep-alive"),
            expectsContinue: expectation != nil && line.minorVersion == 1)
    }

    /// Digits only, once, and within the bound: `+5`, `5, 5` and two fields are all refused.
    private static func contentLength(_ values: [String]) throws(Refusal) -> Int? {
        guard let text = values.first else { return nil }
        guard values.count == 1, !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw .broken(400, "Content-Length is not one number")
        }
        guard let length = Int(text), length <= maxBodyBytes else {
            throw .broken(413, "the body is longer than \(maxBodyBytes) bytes")
        }
        return length
    }

    /// RFC 9110's tchar.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

/// The lines of a head whose line ends have been checked.
private struct Lines: IteratorProtocol {
    var rest: ArraySlice<UInt8>

    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: .lineFeed) else { return nil }
        let line = rest[..<end].dropLast()
        rest = rest[(end + 1)...]
        return line
    }
}

extension UInt8 {
    static let tab: UInt8 = 9
    static let lineFeed: UInt8 = 10
    static let carriageReturn: UInt8 = 13
    static let space: UInt8 = 32
    static let percent: UInt8 = 37
    static let slash: UInt8 = 47
    static let colon: UInt8 = 58
    static let questionMark: UInt8 = 63
}
