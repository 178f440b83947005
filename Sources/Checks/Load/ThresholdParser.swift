internal import Model

/// Reads `agg(metric{selector}) op value`.
///
///     p95(response{scenario=estimates}) <= 2100ms
///     ratio(errors) < 1%
///     rate(started) >= 99% of planned
package struct ThresholdParser {
    /// Why a text is no threshold.
    package struct Failure: Error, CustomStringConvertible {
        /// Offset in characters from the expression's start.
        package var offset: Int
        package var description: String
    }

    private let text: [Character]
    private var position = 0

    private init(_ text: String) { self.text = Array(text) }

    /// The threshold that the text says.
    package static func parse(_ text: String) throws(Failure) -> Threshold {
        guard text.utf8.count <= 500 else { throw Failure(offset: 0, description: "longer than 500 characters") }
        var parser = ThresholdParser(text)
        return try parser.threshold()
    }

    /// The condition of an abort rule and the time for which it holds: `ratio(errors) > 20% for 10s`.
    package static func parseAbort(_ text: String) throws(Failure) -> (condition: Threshold, window: Duration) {
        guard text.utf8.count <= 500 else { throw Failure(offset: 0, description: "longer than 500 characters") }
        var parser = ThresholdParser(text)
        let condition = try parser.condition()
        return (condition, try parser.window())
    }

    private mutating func threshold() throws(Failure) -> Threshold {
        let threshold = try condition()
        guard position == text.count else { throw fail("nothing may follow the value") }
        return threshold
    }

    private mutating func condition() throws(Failure) -> Threshold {
        let aggregator = try aggregator()
        try expect("(")
        let metric = try metric()
        let selector = try selector()
        try expect(")")
        let comparison = try comparison()
        let limit = try limit(aggregator, metric)
        skipBlanks()
        let threshold = Threshold(
            aggregator: aggregator, metric: metric, scenario: selector.scenario, step: selector.step,
            comparison: comparison,
            limit: limit)
        // What can't be read to its end is told first.
        if position == text.count || isAtWindow { try check(threshold) }
        return threshold
    }

    private var isAtWindow: Bool { text[position...].starts(with: Array("for ")) }

    private mutating func window() throws(Failure) -> Duration {
        guard isAtWindow else { throw fail("'for' and a time belong here, as in ratio(errors) > 20% for 10s") }
        position += 4
        skipBlanks()
        let start = position
        let window = word { $0 != " " }
        skipBlanks()
        guard position == text.count else { throw fail("nothing may follow the time") }
        guard let duration = Quantity.duration(window) else {
            throw fail("a time belongs here, such as 10s", at: start)
        }
        guard (.seconds(1)...(.seconds(600))).contains(duration) else { throw fail("from 1s to 10m", at: start) }
        return duration
    }

    private func fail(_ message: String, at offset: Int? = nil) -> Failure {
        Failure(offset: offset ?? position, description: message)
    }

    private mutating func skipBlanks() {
        while position < text.count, text[position] == " " { position += 1 }
    }

    private mutating func word(_ isPart: (Character) -> Bool) -> String {
        skipBlanks()
        let start = position
        while position < text.count, isPart(text[position]) { position += 1 }
        return String(text[start..<position])
    }

    private mutating func expect(_ character: Character) throws(Failure) {
        skipBlanks()
        guard position < text.count, text[position] == character else {
            throw fail("'\(character)' belongs here, as in p95(response) < 2s")
        }
        position += 1
    }

    private mutating func aggregator() throws(Failure) -> Threshold.Aggregator {
        skipBlanks()
        let start = position
        let name = word { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") }
        switch name {
        case "mean", "avg": return .mean
        case "min": return .min
        case "max": return .max
        case "count": return .count
        case "rate": return .rate
        case "ratio": return .ratio
        default:
            if name.hasPrefix("p"), let percentile = Quantity.decimal(name.dropFirst()), percentile > 0,
                percentile <= 99.99
            {
                return .percentile(percentile)
            }
            throw fail("'\(name)' is no aggregator: p50, p95, p99.9, mean, min, max, count, rate or ratio", at: start)
        }
    }

    private mutating func metric() throws(Failure) -> Threshold.Metric {
        skipBlanks()
        let start = position
        let name = word { $0.isASCII && ($0.isLetter || $0 == "_") }
        if let metric = Threshold.Metric(rawValue: name) { return metric }
        let names = Threshold.Metric.allCases.map(\.rawValue)
        let nearest = NearestName.of(name, among: names).map { "; did you mean '\($0)'?" } ?? ""
        throw fail("'\(name)' is no metric: \(names.joined(separator: ", "))\(nearest)", at: start)
    }

    private mutating func selector() throws(Failure) -> (scenario: String?, step: String?) {
        skipBlanks()
        var result: (scenario: String?, step: String?) = (nil, nil)
        guard position < text.count, text[position] == "{" else { return result }
        position += 1
        while true {
            skipBlanks()
            let start = position
            let key = word { $0.isASCII && $0.isLetter }
            try expect("=")
            let value = word { $0 != "," && $0 != "}" && $0 != ")" }
            let trimmed = String(value.reversed().drop { $0 == " " }.reversed())
            guard !trimmed.isEmpty else { throw fail("a name belongs here") }
            switch key {
            case "scenario" where result.scenario == nil: result.scenario = trimmed
            case "step" where result.step == nil: result.step = trimmed
            default: throw fail("'\(key)' is no selector: scenario and step, each once", at: start)
            }
            skipBlanks()
            guard position < text.count, text[position] == "," else { break }
            position += 1
        }
        try expect("}")
        return result
    }

    private mutating func comparison() throws(Failure) -> Threshold.Operator {
        skipBlanks()
        let start = position
        let symbol = word { "<>=!≤≥".contains($0) }
        if let comparison = Threshold.Operator(rawValue: symbol) { return comparison }
        let hint = ["==", "=", "!="].contains(symbol) ? "measured values are never exactly equal; " : ""
        throw fail("\(hint)write <, <=, > or >=", at: start)
    }

    private mutating func limit(
        _ aggregator: Threshold.Aggregator, _ metric: Threshold.Metric
    ) throws(Failure) -> Threshold.Limit {
        skipBlanks()
        let start = position
        let number = word { ($0.isASCII && $0.isNumber) || $0 == "." }
        if number.isEmpty, word({ $0.isLetter }) == "baseline" {
            throw fail("limits against a baseline are not available yet", at: start)
        }
        guard let value = Quantity.decimal(number[...]) else { throw fail("a number belongs here", at: start) }
        skipBlanks()
        let unit = isAtWindow ? "" : word { $0.isLetter || $0 == "%" }
        let rest = word { _ in true }
        if unit == "%", rest.split(separator: " ") == ["of", "planned"] { return .ofPlanned(value / 100) }
        position -= rest.count
        switch unit {
        case "us", "ms", "s", "m":
            let scales: [String: Double] = ["us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4]
            let scale = scales[unit] ?? 1
            return .milliseconds(value * scale)
        case "%", "pp":
            guard value <= 100 else { throw fail("a ratio is 100% at most", at: start + number.count) }
            return .ratio(value / 100)
        case "rps": return .perSecond(value)
        case "":
            if case .count = aggregator { return .count(value) }
            throw fail("the value lacks its unit: \(Self.units(aggregator, metric))")
        default: throw fail("'\(unit)' is no unit here: \(Self.units(aggregator, metric))", at: start + number.count)
        }
    }

    private static func units(_ aggregator: Threshold.Aggregator, _ metric: Threshold.Metric) -> String {
        switch aggregator {
        case .ratio: "%"
        case .rate: "rps, or '% of planned'"
        case .count: "a plain number"
        default: "ms or s"
        }
    }

    /// Only pairs that mean something: a percentile of errors is nothing.
    private func check(_ threshold: Threshold) throws(Failure) {
        let subject = threshold.subject
        switch threshold.aggregator {
        case .percentile, .mean, .min, .max:
            guard threshold.metric.isDuration else {
                throw fail("\(subject): \(threshold.metric.rawValue) are counted; use count, rate or ratio", at: 0)
            }
        case .ratio:
            guard [.errors, .checks, .dropped].contains(threshold.metric) else {
                throw fail("\(subject): ratio is for errors, checks and dropped", at: 0)
            }
        case .count, .rate:
            guard threshold.metric != .lag else {
                throw fail("\(subject): lag is a duration; use a percentile, mean or max", at: 0)
            }
        }
        if threshold.step != nil, [.iteration, .dropped].contains(threshold.metric) {
            throw fail("\(subject): this is known of whole iterations, not of a step; select a scenario", at: 0)
        }
        let fits =
            switch (threshold.aggregator, threshold.limit) {
            case (.ratio, .ratio), (.count, .count), (.rate, .perSecond): true
            case (.rate, .ofPlanned): threshold.metric == .started
            case (.percentile, .milliseconds), (.mean, .milliseconds), (.min, .milliseconds), (.max, .milliseconds):
                true
            default: false
            }
        guard fits else { throw fail("\(subject) wants \(Self.units(threshold.aggregator, threshold.metric))") }
        let isAlwaysMet =
            switch (threshold.comparison, threshold.limit) {
            case (.greaterOrEqual, let limit): limit.value == 0
            case (.lessOrEqual, .ratio(let ratio)): ratio >= 1
            default: false
            }
        if isAlwaysMet { throw fail("every load meets this limit: it would decide nothing", at: 0) }
    }
}
