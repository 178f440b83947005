internal import Load
internal import Model
internal import Transfer

extension Evidence {
    /// A response under load; its bytes are copied, since they are the engine's only during the check.
    convenience init(_ response: LoadResponse) {
        var headers: [(name: String, value: String)] = []
        for line in response.head.split(separator: UInt8(ascii: "\n")).dropFirst() {
            // By bytes: what Unicode takes for a line end is none here.
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = String(decoding: line[..<colon], as: UTF8.self)
            headers.append((name, String(decoding: Self.trimmed(line[line.index(after: colon)...]), as: UTF8.self)))
        }
        let cookies = headers.filter { $0.name.lowercased() == "set-cookie" }.compactMap {
            HTTPCookie(parsing: $0.value)
        }
        self.init(
            facts: ["status": .integer(response.status), "bytes": .bytes(response.body.count)], headers: headers,
            cookies: cookies.map { ($0.name, $0.value) }, body: Array(response.body))
    }

    private static func trimmed(_ line: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        var line = line.drop(while: isBlank)
        while let last = line.last, isBlank(last) { line = line.dropLast() }
        return line
    }
}
