/// One header of a tar archive: 512 bytes with a checksum.
package struct TarHeader {
    static let size = 512

    let name: String
    let link: String
    let bytes: Int
    let type: UInt8

    /// Whether these bytes begin with a header whose checksum holds.
    static func isHeader(_ head: [UInt8]) -> Bool {
        guard head.count >= size, head[0] != 0 else { return false }
        return checksumHolds(head[..<size])
    }

    /// Nil where the checksum or a number is not right.
    package init?(_ block: [UInt8]) {
        guard block.count == Self.size, Self.checksumHolds(block[...]) else { return nil }
        guard let bytes = Self.number(block[124..<136]) else { return nil }
        let isUstar = block[257..<262].elementsEqual("ustar".utf8)
        let isPOSIX = isUstar && block[262] == 0
        let prefix = isPOSIX ? Self.text(block[345..<500]) : ""
        let name = Self.text(block[0..<100])
        self.name = prefix.isEmpty ? name : "\(prefix)/\(name)"
        link = Self.text(block[157..<257])
        self.bytes = bytes
        type = block[156]
    }

    /// Links, folders, devices and pipes have no content, whatever the header says.
    var contentBytes: Int {
        switch type {
        case UInt8(ascii: "1")...UInt8(ascii: "6"): 0
        default: bytes
        }
    }

    private static func checksumHolds(_ block: ArraySlice<UInt8>) -> Bool {
        guard let wanted = number(block[(block.startIndex + 148)..<(block.startIndex + 156)]) else { return false }
        var sum = 0
        var signedSum = 0
        for (offset, byte) in block.enumerated() {
            let counted = (148..<156).contains(offset) ? UInt8(ascii: " ") : byte
            sum += Int(counted)
            signedSum += Int(Int8(bitPattern: counted))
        }
        return wanted == sum || wanted == signedSum
    }

    /// Octal digits between spaces and zeros, or GNU's binary form.
    static func number(_ field: ArraySlice<UInt8>) -> Int? {
        if let first = field.first, first & 0x80 != 0 {
            guard first == 0x80 else { return nil }
            var value = 0
            for byte in field.dropFirst() {
                guard value < 1 << 48 else { return nil }
                value = value << 8 | Int(byte)
            }
            return value
        }
        let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
        guard digits.allSatisfy({ (0x30...0x37).contains($0) }), digits.count <= 12 else { return nil }
        return digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }
    }

    static func text(_ field: ArraySlice<UInt8>) -> String {
        String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }
}
