/// Gathers an answer's head line by line, as libcurl hands the lines over, within bounds.
struct ResponseHeadParser {
    enum Stop: Equatable {
        case tooLarge
        case endlessInterim
    }

    /// Interim (1xx) answers that are put up with before the final one.
    static let maxInterim = 20

    private let maxBytes: Int
    private var bytes = 0
    private var interim = 0
    private var status: Int?
    private var version = ""
    private var headers: [HTTPHeader] = []
    /// The final answer's head, once its blank line has come.
    private(set) var head: ResponseHead?

    init(maxBytes: Int) {
        self.maxBytes = maxBytes
    }

    /// The head as far as it is known, for errors.
    var partialHead: ResponseHead? {
        head ?? status.map { ResponseHead(status: $0, version: version, headers: headers) }
    }

    mutating func take(_ line: UnsafeBufferPointer<UInt8>) -> Stop? {
        bytes += line.count
        guard bytes <= maxBytes else { return .tooLarge }
        // What comes after the final head is a trailer: counted above, not kept.
        guard head == nil else { return nil }
        let content = line.trimmingLineEnd
        if content.isEmpty {
            return endHead()
        } else if status == nil {
            readStatus(content)
        } else if content.first == 0x20 || content.first == 0x09, !headers.isEmpty {
            headers[headers.count - 1].value += " " + text(content.trimmingBlanks).value
        } else if let colon = content.firstIndex(of: UInt8(ascii: ":")) {
            let name = text(content[..<colon].trimmingBlanks)
            let value = text(content[content.index(after: colon)...].trimmingBlanks)
            headers.append(
                HTTPHeader(name.value, value.value, wasRepaired: name.wasRepaired || value.wasRepaired))
        }
        return nil
    }

    private mutating func endHead() -> Stop? {
        guard let status else { return nil }
        if (100..<200).contains(status), status != 101 {
            interim += 1
            self.status = nil
            headers = []
            return interim > Self.maxInterim ? .endlessInterim : nil
        }
        head = ResponseHead(status: status, version: version, headers: headers)
        return nil
    }

    /// `HTTP/1.1 200 OK`; libcurl has already refused other shapes.
    private mutating func readStatus(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
        guard let blank = line.firstIndex(of: 0x20) else { return }
        version = text(line[..<blank]).value
        let digits = line[line.index(after: blank)...].prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return }
        status = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> (value: String, wasRepaired: Bool) {
        if let text = String(validating: bytes, as: UTF8.self) { return (text, false) }
        return (String(decoding: bytes, as: UTF8.self), true)
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate var trimmingLineEnd: Slice<Self> {
        var rest = self[...]
        while let last = rest.last, last == 0x0A || last == 0x0D { rest.removeLast() }
        return rest
    }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
    fileprivate var trimmingBlanks: Self {
        var rest = drop { $0 == 0x20 || $0 == 0x09 }
        while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
        return rest
    }
}
