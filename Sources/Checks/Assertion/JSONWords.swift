internal import JSON
internal import Model

/// JSON values as they stand in messages: on one line, and cut.
enum JSONWords {
    static func text(_ value: JSONValue) -> String { JSONWriter().text(value).clipped(to: 200) }
}

/// Durations as they stand in messages.
enum DurationWords {
    static func milliseconds(_ value: Double) -> String { "\(DurationText.fixed(value, places: 2)) ms" }
}
