internal import Model

/// Text that a target sent, made fit to be shown. Every function is linear in what it looks at.
extension String {
    /// One line of at most `limit` Unicode scalars: without terminal sequences, controls in their visible form,
    /// line ends and tabs as spaces, the cut marked with an ellipsis.
    func oneLine(_ limit: Int) -> String {
        var line = String.UnicodeScalarView()
        // Room for what is dropped; the rest of a megabyte isn't looked at.
        for scalar in clipped(scalars: limit * 2 + 1_000).withoutTerminalSequences.unicodeScalars {
            let isSpace = scalar == " " || scalar == "\n" || scalar == "\r" || scalar == "\t"
            if !isSpace { line.append(scalar) } else if let last = line.last, last != " " { line.append(" ") }
        }
        if line.last == " " { line.removeLast() }
        return String(line).printable.clipped(scalars: limit)
    }

    /// At most `limit` Unicode scalars: unlike a limit of characters, this bounds the bytes too.
    func clipped(scalars limit: Int) -> String {
        let scalars = unicodeScalars
        guard utf8.count > limit,
            let end = scalars.index(scalars.startIndex, offsetBy: max(limit - 1, 0), limitedBy: scalars.endIndex),
            let last = scalars.index(end, offsetBy: 1, limitedBy: scalars.endIndex), last < scalars.endIndex
        else { return self }
        return String(scalars[..<end]) + "…"
    }

    /// At most `limit` bytes of UTF-8, followed by a line that says how much is missing.
    func clipped(bytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: max(limit, 0))
        while end > startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return "\(self[..<end])\n[\(utf8.count - limit) more bytes left out]"
    }

    /// The text without the escape sequences that colour a terminal, move its cursor or set its title (ECMA-48).
    /// A sequence that doesn't end on its line loses only its introducer, so that it can't hide what follows.
    var withoutTerminalSequences: String {
        guard unicodeScalars.contains(where: { $0 == "\u{1B}" || $0 == "\u{9B}" }) else { return self }
        var result = String.UnicodeScalarView()
        var rest = unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch (scalar, rest.first) {
            case ("\u{9B}", _): rest = Self.afterControlSequence(rest)
            case ("\u{1B}", "["): rest = Self.afterControlSequence(rest.dropFirst())
            case ("\u{1B}", "]"), ("\u{1B}", "P"), ("\u{1B}", "^"), ("\u{1B}", "_"):
                rest = Self.afterString(rest.dropFirst())
            case ("\u{1B}", let next?) where next.value > 0x20 && next.value < 0x7F: rest.removeFirst()
            case ("\u{1B}", _): break
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    private typealias Scalars = Substring.UnicodeScalarView

    /// Past the parameters and the final byte; 64 parameters are more than any terminal reads.
    private static func afterControlSequence(_ scalars: Scalars) -> Scalars {
        let rest = scalars.drop { (0x20...0x3F).contains($0.value) }
        guard let final = rest.first, (0x40...0x7E).contains(final.value),
            scalars.distance(from: scalars.startIndex, to: rest.startIndex) <= 64
        else { return scalars }
        return rest.dropFirst()
    }

    /// Past a command string, which BEL or ESC \ ends.
    private static func afterString(_ scalars: Scalars) -> Scalars {
        let rest = scalars.prefix(2_048).drop { $0 != "\u{07}" && $0 != "\u{1B}" && $0 != "\n" }
        guard let end = rest.first, end != "\n" else { return scalars }
        let after = scalars[rest.index(after: rest.startIndex)...]
        if end == "\u{07}" { return after }
        return after.first == "\\" ? after.dropFirst() : scalars
    }
}
