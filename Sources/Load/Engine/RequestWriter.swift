/// Fills a blueprint's holes with one user's values.
package struct RequestWriter: ~Copyable {
    /// Why a value can't stand where it belongs.
    package enum Fault: Error {
        case unset(variable: Int)
        /// A control character or a blank where the request would break.
        case unfit(variable: Int)
        case tooLong

        /// A sentence part for a person, without the value.
        var text: String {
            switch self {
            case .unset(let variable): "variable \(variable + 1) has no value"
            case .unfit(let variable): "the value of variable \(variable + 1) holds a character that can't stand there"
            case .tooLong: "the request exceeds 64 MiB"
            }
        }
    }

    package static let maxBytes = 64 << 20

    package private(set) var output = ByteBuffer()
    private var scratch = ByteBuffer()

    package init() {}

    /// Writes a whole HTTP/1.1 request; `jar` is the cookies' part of its Cookie header, empty for none.
    package mutating func write(_ blueprint: RequestBlueprint, _ variables: LoadVariables, jar: [UInt8]) throws(Fault) {
        output.removeAll()
        try append(blueprint.head, variables)
        if blueprint.cookie != nil || !jar.isEmpty {
            add("Cookie: ")
            if let cookie = blueprint.cookie {
                try append(cookie, variables)
                if !jar.isEmpty { add("; ") }
            }
            add(jar)
            add("\r\n")
        }
        guard blueprint.measuresBody else {
            add("\r\n")
            return try append(blueprint.body, variables)
        }
        swap(&output, &scratch)
        output.removeAll()
        try append(blueprint.body, variables)
        swap(&output, &scratch)
        add("Content-Length: \(scratch.count)\r\n\r\n")
        output.append(scratch.bytes)
        if output.count > Self.maxBytes { throw .tooLong }
    }

    /// Writes segments alone, such as a body.
    mutating func write(_ segments: [RequestTemplate.Segment], _ variables: LoadVariables) throws(Fault) {
        output.removeAll()
        try append(segments, variables)
    }

    private mutating func append(
        _ segments: [RequestTemplate.Segment], _ variables: LoadVariables
    ) throws(Fault) {
        for segment in segments {
            switch segment {
            case .literal(let bytes): add(bytes)
            case .variable(let number, let encoding):
                guard let value = variables[number] else { throw .unset(variable: number) }
                guard encoding.fits(value.text) else { throw .unfit(variable: number) }
                add(encoding.encode(value))
            }
            if output.count > Self.maxBytes { throw .tooLong }
        }
    }

    private mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { output.append($0) } }

    private mutating func add(_ text: String) { add(Array(text.utf8)) }
}

extension RequestTemplate.Encoding {
    /// Whether the value can stand in its place without breaking out of it.
    func fits(_ text: [UInt8]) -> Bool {
        switch self {
        case .target: text.allSatisfy { $0 > .space && $0 != 127 }
        case .header: text.allSatisfy { $0 >= .space && $0 != 127 || $0 == .tab }
        case .raw, .percent, .form, .jsonString, .jsonValue: true
        }
    }

    /// The value as it stands in its place.
    func encode(_ value: LoadValue) -> [UInt8] {
        switch self {
        case .raw, .target, .header: value.text
        case .percent: Self.percent(value.text, blankIsPlus: false)
        case .form: Self.percent(value.text, blankIsPlus: true)
        case .jsonString: Self.escaped(value.text)
        case .jsonValue:
            value.isJSON ? value.text : [UInt8(ascii: "\"")] + Self.escaped(value.text) + [UInt8(ascii: "\"")]
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Unreserved characters stay (RFC 3986, section 2.3).
    private static func percent(_ bytes: [UInt8], blankIsPlus: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.append(byte)
            case .space where blankIsPlus: result.append(UInt8(ascii: "+"))
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return result
    }

    /// As the inside of a JSON string (RFC 8259, section 7).
    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 2)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: result += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: result.append(byte)
            }
        }
        return result
    }
}
