import CNghttp2

/// A request as HTTP/2 sends it: fields and a body, taken apart once before the run.
///
/// Pseudo-fields come first; names are in lower case; what belongs to an HTTP/1.1 connection alone is left out
/// (RFC 9113, section 8.2.2).
package final class HTTP2Request {
    struct Field {
        var name: [UInt8]
        var value: [RequestTemplate.Segment]
    }

    private static let ofConnections: Set<String> = [
        "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "host", "te", "http2-settings",
    ]

    let fields: [Field]
    let body: [RequestTemplate.Segment]
    /// Whether every byte is known; then `constant` and `constantBody` are it.
    let isConstant: Bool
    let hasBody: Bool
    private let memory: UnsafeMutablePointer<UInt8>
    private let constant: UnsafeMutablePointer<nghttp2_nv>
    let constantBody: UnsafeRawBufferPointer

    package init(_ template: RequestTemplate, origin: Origin) {
        func text(_ text: String) -> [RequestTemplate.Segment] { [.text(text)] }
        let authority = template.headers.first { $0.name.lowercased() == "host" }?.value ?? text(origin.authority)
        var fields = [
            Field(name: Array(":method".utf8), value: text(template.method)),
            Field(name: Array(":scheme".utf8), value: text(origin.scheme.rawValue)),
            Field(name: Array(":authority".utf8), value: authority),
            Field(name: Array(":path".utf8), value: template.target),
        ]
        for header in template.headers where !Self.ofConnections.contains(header.name.lowercased()) {
            fields.append(Field(name: Array(header.name.lowercased().utf8), value: header.value))
        }
        isConstant = template.isConstant
        hasBody = !template.body.isEmpty
        body = template.body
        let bodyBytes = isConstant ? template.body.flatMap(\.literalBytes) : []
        let needsLength = hasBody || ["POST", "PUT", "PATCH"].contains(template.method)
        if isConstant || template.body.allSatisfy(\.isLiteral), needsLength, !template.has("content-length") {
            let count = template.body.reduce(0) { $0 + $1.literalBytes.count }
            fields.append(Field(name: Array("content-length".utf8), value: text("\(count)")))
        }
        self.fields = fields

        // One block holds what the constant fields point to.
        let values = isConstant ? fields.map { $0.value.flatMap(\.literalBytes) } : []
        let total = zip(fields, values).reduce(0) { $0 + $1.0.name.count + $1.1.count } + bodyBytes.count
        let block = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, total))
        memory = block
        constant = .allocate(capacity: max(1, fields.count))
        var offset = 0
        func stored(_ bytes: [UInt8]) -> UnsafePointer<UInt8> {
            let place = block + offset
            place.initialize(from: bytes, count: bytes.count)
            offset += bytes.count
            return UnsafePointer(place)
        }
        for (index, (field, value)) in zip(fields, values).enumerated() {
            (constant + index).initialize(
                to: gonogo_h2_field(stored(field.name), field.name.count, stored(value), value.count, 1))
        }
        constantBody = UnsafeRawBufferPointer(start: stored(bodyBytes), count: bodyBytes.count)
    }

    deinit {
        memory.deallocate()
        constant.deallocate()
    }

    /// Hands the constant fields to the library; a negative number is its error, else the stream's.
    func submitConstant(_ session: OpaquePointer, _ read: nghttp2_data_source_read_callback?, _ user: UInt) -> Int32 {
        gonogo_h2_submit(session, constant, fields.count, read, UnsafeMutableRawPointer(bitPattern: user))
    }

    /// The same with values written for this one request.
    func submit(
        _ written: [[UInt8]], extra: (name: [UInt8], value: [UInt8])?, _ session: OpaquePointer,
        _ read: nghttp2_data_source_read_callback?, _ user: UInt
    ) -> Int32 {
        var names = fields.map(\.name)
        var values = written
        if let extra {
            names.append(extra.name)
            values.append(extra.value)
        }
        // The library copies them in the call.
        let block = names.flatMap { $0 } + values.flatMap { $0 }
        return block.withUnsafeBufferPointer { block in
            guard let base = block.baseAddress else { return -1 }
            var name = 0
            var value = names.reduce(0) { $0 + $1.count }
            let list = zip(names, values).map { one -> nghttp2_nv in
                defer {
                    name += one.0.count
                    value += one.1.count
                }
                return gonogo_h2_field(base + name, one.0.count, base + value, one.1.count, 0)
            }
            return gonogo_h2_submit(session, list, list.count, read, UnsafeMutableRawPointer(bitPattern: user))
        }
    }
}

extension RequestTemplate.Segment {
    /// A literal's bytes; none of a hole.
    var literalBytes: [UInt8] { if case .literal(let bytes) = self { bytes } else { [] } }
}
