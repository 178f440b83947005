import CSystem

/// What a response head says about the response: status, framing, and whether the connection stays.
package struct ResponseHead {
    /// How the end of the body is found (RFC 9112, section 6.3).
    package enum Framing: UInt8 { case none, length, chunked, untilClose }

    package static let maxBytes = 64 << 10
    package static let maxHeaders = 256

    package var status: UInt16 = 0
    package var framing = Framing.none
    package var keepsAlive = true
    /// Whether it has a Set-Cookie line.
    package var setsCookies = false
    /// Only with `framing == .length`.
    package var contentLength: UInt64 = 0
    /// Bytes of the head, the empty line included.
    package var byteCount = 0

    /// Reads a head from the beginning of `bytes`; nil when its empty line has not arrived.
    ///
    /// Strict but for two liberties of RFC 9112: a bare LF ends a line, and a folded line continues a header
    /// that does not decide framing. `bodiless` tells that the request was HEAD.
    static func parse(_ bytes: UnsafeRawBufferPointer, bodiless: Bool) throws(ResponseFault) -> ResponseHead? {
        guard let base = bytes.baseAddress else { return nil }
        var lines = HeadLines(base: base, count: bytes.count)
        guard let statusLine = try lines.next() else { return nil }
        var parser = HeadParser()
        try parser.readStatusLine(statusLine)
        while let line = try lines.next() {
            if line.isEmpty { return try parser.finish(byteCount: lines.offset, bodiless: bodiless) }
            try parser.readHeader(line)
        }
        return nil
    }

    /// Whether bytes that have arrived so far can still become a head: garbage is told at once, not at the time-out.
    static func canBegin(with bytes: UnsafeRawBufferPointer) -> Bool {
        let wanted: StaticString = "HTTP/1."
        let count = min(bytes.count, wanted.utf8CodeUnitCount)
        guard count > 0, let base = bytes.baseAddress else { return true }
        return sys_equal(base, wanted.utf8Start, count) != 0
    }
}

/// The lines of a head, without their line ends.
private struct HeadLines {
    let base: UnsafeRawPointer
    let count: Int
    var offset = 0

    init(base: UnsafeRawPointer, count: Int) {
        self.base = base
        self.count = count
    }

    /// The next line, or nil when its end has not arrived.
    @inline(__always)
    mutating func next() throws(ResponseFault) -> UnsafeRawBufferPointer? {
        let start = base + offset
        let newline = Int(sys_find(start, UInt8.lineFeed, count - offset))
        guard newline >= 0 else { return nil }
        offset += newline + 1
        if offset > ResponseHead.maxBytes { throw .headTooLarge }
        let hasReturn = newline > 0 && start.load(fromByteOffset: newline - 1, as: UInt8.self) == .carriageReturn
        return UnsafeRawBufferPointer(start: start, count: hasReturn ? newline - 1 : newline)
    }
}

/// Gathers what the lines of one head say.
private struct HeadParser {
    private enum Field { case contentLength, transferEncoding, connection, setCookie, other }

    private var head = ResponseHead()
    private var isVersion10 = false
    private var headers = 0
    private var lastField: Field?
    private var hasLength = false
    private var isTransferEncoded = false
    private var isChunked = false
    private var asksToClose = false
    private var asksToStay = false

    /// `HTTP/1.x SP 3DIGIT [SP reason]`
    mutating func readStatusLine(_ line: UnsafeRawBufferPointer) throws(ResponseFault) {
        guard line.count >= 12, ResponseHead.canBegin(with: line), line[8] == .space,
            line.count == 12 || line[12] == .space, line.isFieldText
        else { throw .badStatusLine }
        switch line[7] {
        case UInt8(ascii: "0"): isVersion10 = true
        case UInt8(ascii: "1"): isVersion10 = false
        default: throw .badStatusLine
        }
        var status: UInt16 = 0
        for offset in 9..<12 {
            guard let digit = line[offset].decimalDigit else { throw .badStatusLine }
            status = status * 10 + UInt16(digit)
        }
        guard (100...599).contains(status) else { throw .badStatusLine }
        head.status = status
    }

    mutating func readHeader(_ line: UnsafeRawBufferPointer) throws(ResponseFault) {
        headers += 1
        if headers > ResponseHead.maxHeaders { throw .tooManyHeaders }
        guard line.isFieldText else { throw .badHeader }
        if line[0] == .space || line[0] == .tab {
            guard lastField == .other || lastField == .setCookie else { throw .badHeader }
            return
        }
        var colon = 0
        while colon < line.count, line[colon].isTokenByte { colon += 1 }
        guard colon > 0, colon < line.count, line[colon] == UInt8(ascii: ":") else { throw .badHeader }
        let name = UnsafeRawBufferPointer(rebasing: line[..<colon])
        let value = UnsafeRawBufferPointer(rebasing: line[(colon + 1)...]).trimmed
        let field = Self.field(name)
        lastField = field
        switch field {
        case .contentLength: try readLength(value)
        case .transferEncoding: try readTransferEncoding(value)
        case .connection: readConnection(value)
        case .setCookie: head.setsCookies = true
        case .other: break
        }
    }

    /// Only the length of a name and its bytes decide: no allocation, no folding of the whole head.
    private static func field(_ name: UnsafeRawBufferPointer) -> Field {
        switch name.count {
        case 10:
            name.equalsIgnoringCase("connection")
                ? .connection : name.equalsIgnoringCase("set-cookie") ? .setCookie : .other
        case 14: name.equalsIgnoringCase("content-length") ? .contentLength : .other
        case 17: name.equalsIgnoringCase("transfer-encoding") ? .transferEncoding : .other
        default: .other
        }
    }

    private mutating func readLength(_ value: UnsafeRawBufferPointer) throws(ResponseFault) {
        if hasLength { throw .conflictingLengths }
        hasLength = true
        guard !value.isEmpty, value.count <= 18 else { throw .badContentLength }
        var length: UInt64 = 0
        for byte in value {
            guard let digit = byte.decimalDigit else { throw .badContentLength }
            length = length * 10 + UInt64(digit)
        }
        head.contentLength = length
    }

    private mutating func readTransferEncoding(_ value: UnsafeRawBufferPointer) throws(ResponseFault) {
        if isTransferEncoded { throw .conflictingLengths }
        isTransferEncoded = true
        guard !value.isEmpty else { throw .badTransferEncoding }
        value.forEachListItem { isChunked = $0.equalsIgnoringCase("chunked") }
    }

    private mutating func readConnection(_ value: UnsafeRawBufferPointer) {
        value.forEachListItem {
            if $0.equalsIgnoringCase("close") { asksToClose = true }
            if $0.equalsIgnoringCase("keep-alive") { asksToStay = true }
        }
    }

    mutating func finish(byteCount: Int, bodiless: Bool) throws(ResponseFault) -> ResponseHead {
        if hasLength && isTransferEncoded { throw .conflictingLengths }
        if isTransferEncoded && isVersion10 { throw .badTransferEncoding }
        if bodiless || head.status < 200 || head.status == 204 || head.status == 304 {
            head.framing = .none
        } else if isTransferEncoded {
            head.framing = isChunked ? .chunked : .untilClose
        } else {
            head.framing = hasLength ? .length : .untilClose
        }
        head.keepsAlive = !asksToClose && (!isVersion10 || asksToStay) && head.framing != .untilClose
        head.byteCount = byteCount
        return head
    }
}
