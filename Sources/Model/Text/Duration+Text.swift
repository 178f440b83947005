extension Duration {
    /// The duration in seconds.
    package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }

    /// The duration in milliseconds.
    package var milliseconds: Double { seconds * 1_000 }

    /// A person's form: `12 ms`, `0.4 ms`, `3.2 s`, `5m 42s`, `1h 4m`.
    package var text: String { DurationText.text(seconds: seconds) }
}

/// Durations as people read them.
package enum DurationText {
    package static func text(seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return "unknown" }
        if seconds < 0.9995 { return text(milliseconds: seconds * 1_000) }
        if seconds < 59.95 { return "\(fixed(seconds, places: 1)) s" }
        let whole = Int(seconds.rounded())
        if whole < 3_600 { return "\(whole / 60)m \(whole % 60)s" }
        return "\(whole / 3_600)h \(whole % 3_600 / 60)m"
    }

    package static func text(milliseconds: Double) -> String {
        guard milliseconds.isFinite, milliseconds >= 0, milliseconds < 1e15 else { return "unknown" }
        return milliseconds < 9.95 ? "\(fixed(milliseconds, places: 1)) ms" : "\(Int(milliseconds.rounded())) ms"
    }

    /// A number with at most `places` decimals, trailing zeros dropped; never an exponent.
    package static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "unknown" }
        var scale = 1
        for _ in 0..<min(max(places, 0), 6) { scale *= 10 }
        let scaled = (abs(value) * Double(scale)).rounded()
        guard scaled < 9e18 else { return "unknown" }
        let whole = Int(scaled) / scale
        var fraction = String(Int(scaled) % scale)
        while fraction.count < places { fraction = "0" + fraction }
        while fraction.hasSuffix("0") { fraction.removeLast() }
        let sign = value < 0 && scaled > 0 ? "-" : ""
        return fraction.isEmpty || places <= 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
    }

    /// A count with a thin grouping of thousands: `14 873`.
    package static func grouped(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += " " }
            result.append(digit)
        }
        return value < 0 ? "-" + result : result
    }
}
