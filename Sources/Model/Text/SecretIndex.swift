/// Finds any of many needles in bytes in one pass, however many there are.
///
/// A hash table by the first four bytes gives the few needles that can begin at a position; a small bit table in front
/// of it turns down nearly all other positions. Bytes, since secrets may stand in text that is not valid UTF-8.
struct SecretIndex: Sendable {
    struct Needle: Sendable, Equatable {
        let bytes: [UInt8]
        /// Matches only where no letter, digit or underscore stands beside it.
        let isWholeWord: Bool
    }

    /// Nothing shorter than a key can be looked for.
    static let keyLength = 4

    private struct Candidate: Sendable {
        let needle: Needle
        /// The last four bytes: tells needles with a common beginning apart without comparing them whole.
        let tail: UInt32
    }

    /// By first bytes; the longest first.
    private var candidates: [UInt32: [Candidate]] = [:]
    private var filter = [UInt64](repeating: 0, count: 1024)

    var isEmpty: Bool { candidates.isEmpty }

    /// Ignores a needle that is too short or known already.
    mutating func insert(_ needle: Needle) {
        let count = needle.bytes.count
        guard count >= Self.keyLength else { return }
        let (key, tail) = needle.bytes.withUnsafeBytes {
            (Self.word($0, at: 0), Self.word($0, at: count - Self.keyLength))
        }
        let known = candidates[key] ?? []
        let place = known.firstIndex { $0.needle.bytes.count <= count } ?? known.endIndex
        guard
            !known[place...].prefix(while: { $0.needle.bytes.count == count }).contains(where: { $0.needle == needle })
        else { return }
        candidates[key, default: []].insert(Candidate(needle: needle, tail: tail), at: place)
        let bit = Self.bit(key)
        filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    /// The next stretch at or after `start` that needles cover; those that overlap cover one stretch together, since a
    /// rest of either would give a part of it away.
    func next(in bytes: UnsafeRawBufferPointer, from start: Int, wholeWords: Bool = true) -> Range<Int>? {
        var found: Range<Int>?
        var index = start
        while index + Self.keyLength <= bytes.count, index < found?.upperBound ?? .max {
            if let length = longest(in: bytes, at: index, wholeWords) {
                found = (found?.lowerBound ?? index)..<max(found?.upperBound ?? 0, index + length)
            }
            index += 1
        }
        return found
    }

    /// The length of the longest needle that begins at `index`.
    private func longest(in bytes: UnsafeRawBufferPointer, at index: Int, _ wholeWords: Bool) -> Int? {
        let key = Self.word(bytes, at: index)
        let bit = Self.bit(key)
        guard filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0, let candidates = candidates[key] else { return nil }
        for candidate in candidates {
            let count = candidate.needle.bytes.count
            guard index + count <= bytes.count, Self.word(bytes, at: index + count - Self.keyLength) == candidate.tail,
                Self.stands(candidate.needle.bytes, in: bytes, at: index)
            else { continue }
            if candidate.needle.isWholeWord {
                guard wholeWords, WordBoundary.stands(in: bytes, before: index),
                    WordBoundary.stands(in: bytes, after: index + count)
                else { continue }
            }
            return count
        }
        return nil
    }

    /// Eight bytes at a time: a target may repeat a long secret's beginning all over a long text.
    private static func stands(_ needle: [UInt8], in bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
        needle.withUnsafeBytes { needle in
            var offset = 0
            while offset + 8 <= needle.count {
                let isEqual =
                    needle.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    == bytes.loadUnaligned(fromByteOffset: index + offset, as: UInt64.self)
                guard isEqual else { return false }
                offset += 8
            }
            return (offset..<needle.count).allSatisfy { needle[$0] == bytes[index + $0] }
        }
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt32 {
        bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self)
    }

    /// A key's place in the filter: the upper 16 bits of a multiplicative hash.
    private static func bit(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> 16) }
}

/// Where a word of a target's text begins and ends.
private enum WordBoundary {
    static func stands(in bytes: UnsafeRawBufferPointer, after end: Int) -> Bool {
        end >= bytes.count || !isPart(bytes[end])
    }

    /// Also behind an escape that ends in a letter or a digit, such as `\n` or `%3D`.
    static func stands(in bytes: UnsafeRawBufferPointer, before start: Int) -> Bool {
        guard start > 0, isPart(bytes[start - 1]) else { return true }
        if start > 1, bytes[start - 2] == UInt8(ascii: "\\") { return true }
        return start > 2 && bytes[start - 3] == UInt8(ascii: "%") && isHex(bytes[start - 2]) && isHex(bytes[start - 1])
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
