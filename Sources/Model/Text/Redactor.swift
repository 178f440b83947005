internal import Synchronization

/// Replaces every known secret, in the encodings that targets and tools echo it in, before text leaves the process.
///
/// Secrets captured during a run are added as they appear; texts made earlier are redacted when they are written,
/// since every report is rendered at the end.
package final class Redactor: Sendable {
    private struct State {
        var values: Set<String> = []
        var index = SecretIndex()
    }

    private let state = Mutex(State())

    /// In bytes. Shorter values would blank out parts of ordinary words; from `shortestWord` on they are masked where
    /// they stand as words of their own.
    package static let shortestValue = 8
    /// In bytes. Nothing shorter is masked at all: such a value would stand everywhere.
    package static let shortestWord = SecretIndex.keyLength

    package init(_ secrets: some Sequence<Secret> = []) {
        for secret in secrets { add(secret) }
    }

    package static let mask = "********"

    /// From now on, `redact` removes this value, each of its lines, their encoded variants, and the password in it where
    /// it is a URL or a DSN.
    package func add(_ secret: Secret) {
        let value = secret.reveal()
        for password in SecretText.urlSecrets(in: value) where password != secret { add(password) }
        guard value.utf8.count >= Self.shortestWord, state.withLock({ !$0.values.contains(value) }) else {
            return
        }
        let lines = value.split(whereSeparator: \.isNewline).map(String.init)
        // Short lines among others are most often braces and keys; a short line alone is the value with its line end.
        let shortest = lines.count == 1 ? Self.shortestWord : Self.shortestValue
        let needles = Set([value] + lines).filter { $0.utf8.count >= shortest }.flatMap(SecretVariants.of)
        // Known only once it is looked for: whoever adds the same value next relies on that at once.
        state.withLock { state in
            guard state.values.insert(value).inserted else { return }
            // A mask must not be found again.
            for needle in needles where needle.bytes.contains(where: { $0 != UInt8(ascii: "*") }) {
                state.index.insert(needle)
            }
        }
    }

    /// A copy, so that nobody waits while a long text is searched.
    private var index: SecretIndex { state.withLock { $0.index } }

    /// Grows with each secret that is learned: what was written before may hold the newest ones.
    package var count: Int { state.withLock { $0.values.count } }

    /// True when nothing needs to be looked for.
    package var isEmpty: Bool { state.withLock { $0.index.isEmpty } }

    /// The text with every known secret masked.
    package func redact(_ text: String) -> String {
        var text = text
        guard let bytes = text.withUTF8({ redacted(UnsafeRawBufferPointer($0)) }) else { return text }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes with every known secret masked.
    package func redact(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes(redacted) ?? bytes }

    /// True when a known secret stands in the bytes: a written report must not hold one.
    ///
    /// Secrets shorter than `shortestValue` don't count: they may well be among a report's own words.
    package func finds(in bytes: [UInt8]) -> Bool {
        let index = index
        return bytes.withUnsafeBytes { index.next(in: $0, from: 0, wholeWords: false) != nil }
    }

    /// Nil when there was nothing to mask.
    private func redacted(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        let index = index
        guard !index.isEmpty, var found = index.next(in: bytes, from: 0) else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var start = 0
        while true {
            result += bytes[start..<found.lowerBound]
            result += Self.mask.utf8
            start = found.upperBound
            guard let next = index.next(in: bytes, from: start) else { break }
            found = next
        }
        result += bytes[start...]
        return result
    }
}
