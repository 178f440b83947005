internal import Model

/// When a step is tried again.
package struct Retry: Sendable {
    var until: [Assertion] = []
    var failIf: [Assertion] = []
    var attempts = 1
    var delay = Duration.zero
    package var interval = Duration.seconds(1)
    package var backoff = 1.0
    package var maxInterval = Duration.seconds(60)
    var timeout: Duration?

    /// A step without `retry` is done once.
    static let once = Retry()

    var isPolling: Bool { !until.isEmpty }

    /// The wait behind attempt `number`, counted from 1.
    package func wait(after number: Int) -> Duration {
        var seconds = interval.seconds
        var steps = max(number, 1) - 1
        while steps > 0, backoff > 1, seconds > 0, seconds < maxInterval.seconds {
            seconds *= backoff
            steps -= 1
        }
        return .seconds(min(seconds, maxInterval.seconds))
    }

    /// Done once.
    package init() {}

    init(_ reader: Reader, _ decoder: AssertionDecoder) {
        until = (reader["until"]?.sequence ?? []).flatMap(decoder.item)
        failIf = (reader["fail_if"]?.sequence ?? []).flatMap(decoder.item)
        attempts = reader.int("attempts") ?? (reader["until"] != nil || reader["timeout"] != nil ? 1_000_000 : 3)
        delay = reader.duration("delay") ?? .zero
        interval = reader.duration("interval") ?? .seconds(1)
        backoff = reader.number("backoff") ?? 1
        maxInterval = reader.duration("max_interval") ?? .seconds(60)
        timeout = reader.duration("timeout") ?? .seconds(60)
    }
}
