internal import Synchronization

/// Replaces every known secret, in the encodings that targets and tools echo it in, before text leaves the process.
///
/// Secrets captured during a run are added as they appear; texts made earlier are redacted when they are written,
/// since every report is rendered at the end.
package final class Redactor: Sendable {
    private struct State {
        var values: Set<String> = []
        /// Longest first, so that a secret that contains another leaves no remainder.
        var needles: [String] = []
    }

    private let state = Mutex(State())

    /// Shorter values would blank out ordinary words; they are withheld by structure instead.
    package static let shortestValue = 8

    package init(_ secrets: some Sequence<Secret> = []) {
        for secret in secrets { add(secret) }
    }

    package static let mask = "********"

    /// From now on, `redact` removes this value, each of its lines, and their encoded variants.
    package func add(_ secret: Secret) {
        let value = secret.reveal()
        let lines = value.split(whereSeparator: \.isNewline).map(String.init)
        state.withLock { state in
            guard state.values.insert(value).inserted else { return }
            for part in Set([value] + lines) where part.utf8.count >= Self.shortestValue {
                state.needles.append(contentsOf: SecretVariants.of(part))
            }
            state.needles = Array(Set(state.needles)).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
        }
    }

    /// True when nothing needs to be looked for.
    package var isEmpty: Bool { state.withLock { $0.needles.isEmpty } }

    /// The text with every known secret masked.
    package func redact(_ text: String) -> String {
        let needles = state.withLock { $0.needles }
        guard !needles.isEmpty else { return text }
        let bytes = redact(Array(text.utf8), needles)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes with every known secret masked.
    package func redact(_ bytes: [UInt8]) -> [UInt8] { redact(bytes, state.withLock { $0.needles }) }

    /// True when a known secret stands in the bytes: a written report must not hold one.
    package func finds(in bytes: [UInt8]) -> Bool {
        state.withLock { $0.needles }.contains { ByteSearch.first(of: Array($0.utf8), in: bytes, from: 0) != nil }
    }

    private func redact(_ bytes: [UInt8], _ needles: [String]) -> [UInt8] {
        var bytes = bytes
        for needle in needles {
            bytes = ByteSearch.replacing(Array(needle.utf8), with: Array(Self.mask.utf8), in: bytes)
        }
        return bytes
    }
}

/// Search in bytes: secrets may stand in text that is not valid UTF-8.
enum ByteSearch {
    static func first(of needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let head = needle.first, bytes.count >= needle.count else { return nil }
        var index = start
        let last = bytes.count - needle.count
        return bytes.withUnsafeBufferPointer { haystack in
            while index <= last {
                if haystack[index] == head, needle.indices.allSatisfy({ haystack[index + $0] == needle[$0] }) { return index }
                index += 1
            }
            return nil
        }
    }

    static func replacing(_ needle: [UInt8], with mask: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        guard var found = first(of: needle, in: bytes, from: 0) else { return bytes }
        var result: [UInt8] = []
        var start = 0
        while true {
            result += bytes[start..<found]
            result += mask
            start = found + needle.count
            guard let next = first(of: needle, in: bytes, from: start) else { break }
            found = next
        }
        return result + bytes[start...]
    }
}
