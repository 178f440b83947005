internal import JSON
internal import Model

/// JSON values as they stand in messages, on one line.
///
/// The cut to a readable length comes after known secrets have been masked, or half of one could stay.
enum JSONWords {
    static func text(_ value: JSONValue) -> String { JSONWriter().text(value).clipped(to: 20_000) }
}

/// Durations as they stand in messages.
enum DurationWords {
    static func milliseconds(_ value: Double) -> String { "\(DurationText.fixed(value, places: 2)) ms" }
}
