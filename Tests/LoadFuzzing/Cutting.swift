/// How an input is handed over.
enum Cutting: CaseIterable {
    case whole, random, bytewise

    /// The lengths of the pieces of `count` bytes.
    func pieces(of count: Int, _ dice: inout Dice) -> [Int] {
        switch self {
        case .whole: return count > 0 ? [count] : []
        case .bytewise: return Array(repeating: 1, count: count)
        case .random:
            let longest = 1 + dice.pick([2, 8, 40, max(1, count)])
            var lengths: [Int] = []
            var left = count
            while left > 0 {
                let length = min(left, 1 + dice.below(longest))
                lengths.append(length)
                left -= length
            }
            return lengths
        }
    }
}

extension [UInt8] {
    /// A part of the bytes in memory of its exact size: a sanitizer sees any read beyond it.
    func withExact<Value, Fault>(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(Fault) -> Value
    ) throws(Fault) -> Value {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: self[range])
        return try body(UnsafeRawBufferPointer(memory))
    }

    mutating func add(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

/// A digest of bytes (FNV-1a), to compare what was kept without keeping it twice.
func digest(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
}
