/// Gathers what the lines of one head say.
struct HeadParser {
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
