/// The CRC-64 of Redis (Jones' polynomial, reflected, from zero), eight bytes at a time.
package struct CRC64 {
    package private(set) var value: UInt64 = 0

    package init() {}

    private static let tables: [[UInt64]] = {
        var first = [UInt64](repeating: 0, count: 256)
        for index in 0..<256 {
            var crc = UInt64(index)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x95AC_9329_AC4B_C9B5 : crc >> 1 }
            first[index] = crc
        }
        var tables = [first]
        for table in 1..<8 {
            tables.append(tables[table - 1].map { first[Int($0 & 0xFF)] ^ ($0 >> 8) })
        }
        return tables
    }()

    /// One table after the other: one array is quicker to look into than eight.
    private static let flat: [UInt64] = tables.flatMap { $0 }

    /// Takes the next bytes in.
    package mutating func add(_ bytes: some Collection<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { add(buffer: $0) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { add(buffer: $0) } }
    }

    private mutating func add(buffer bytes: UnsafeBufferPointer<UInt8>) {
        var crc = value
        var index = 0
        Self.flat.withUnsafeBufferPointer { table in
            while index + 8 <= bytes.count {
                var word: UInt64 = 0
                for place in 0..<8 { word |= UInt64(bytes[index + place]) << UInt64(8 * place) }
                word ^= crc
                crc = 0
                for place in 0..<8 { crc ^= table[(7 - place) * 256 + Int((word >> UInt64(8 * place)) & 0xFF)] }
                index += 8
            }
            while index < bytes.count {
                crc = table[Int((crc ^ UInt64(bytes[index])) & 0xFF)] ^ (crc >> 8)
                index += 1
            }
        }
        value = crc
    }
}
