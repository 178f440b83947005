/// The line of `/proc/PID/stat`.
package struct ProcessStat: Sendable, Equatable {
    package var name: String
    /// `R`, `S`, `Z` …
    package var state: Character
    package var terminal: Int64
    /// Clock ticks from the machine's start to the process's.
    package var start: UInt64
    package var residentPages: UInt64

    /// Throws where a field is missing or no number. The name stands in parentheses and may hold any byte, also `) R 1`:
    /// the last parenthesis ends it.
    package init(_ bytes: [UInt8]) throws(HostError) {
        let malformed = HostError.malformed("/proc/PID/stat", "a field is missing or no number")
        guard let open = bytes.firstIndex(of: UInt8(ascii: "(")), let close = bytes.lastIndex(of: UInt8(ascii: ")")),
            open < close
        else { throw malformed }
        name = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
        let words = KernelText.words(String(decoding: bytes[(close + 1)...], as: UTF8.self)[...])
        guard words.count >= 22, let state = words[0].first, words[0].count == 1, let terminal = Int64(words[4]),
            let start = KernelText.number(words[19]), let pages = KernelText.number(words[21])
        else { throw malformed }
        self.state = state
        self.terminal = terminal
        self.start = start
        residentPages = pages
    }

    /// Ended already, and only waiting for its parent to ask how.
    package var isEnded: Bool { state == "Z" || state == "X" || state == "x" }
}
