internal import JSON
internal import Model

/// JSON values as they stand in messages, on one line.
///
/// The cut to a readable length comes after known secrets have been masked, or half of one could stay.
enum JSONWords {
    static func text(_ value: JSONValue) -> String {
        // A text is shown as it came but for line ends: escaped once more, a secret in it would read like none that is
        // known.
        if case .string(let text) = value {
            let line = text.clipped(to: 20_000).replacing("\r", with: "\\r").replacing("\n", with: "\\n").replacing(
                "\t", with: "\\t")
            return "\"\(line)\""
        }
        return json(value)
    }

    private static func json(_ value: JSONValue) -> String { JSONWriter().text(value).clipped(to: 20_000) }
}

/// Durations as they stand in messages.
enum DurationWords {
    static func milliseconds(_ value: Double) -> String { "\(DurationText.fixed(value, places: 2)) ms" }
}
