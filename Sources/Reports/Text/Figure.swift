internal import Model

/// Measured numbers as reports write them.
enum Figure {
    /// A share as a percentage: `0.02%`. A share too small for two decimals never reads as none, and one that would
    /// read like its limit gets the decimals that tell them apart.
    static func percent(_ ratio: Double, beside limit: Double? = nil) -> String {
        let text = DurationText.fixed(ratio * 100, places: 2)
        if ratio > 0, text == "0" { return "<0.01%" }
        if let limit, ratio != limit, text == DurationText.fixed(limit * 100, places: 2) {
            return DurationText.fixed(ratio * 100, places: 6) + "%"
        }
        return text + "%"
    }

    /// Milliseconds: `412 ms`, with decimals where it would read like its limit.
    static func milliseconds(_ value: Double, beside limit: Double? = nil) -> String {
        let text = DurationText.text(milliseconds: value)
        if let limit, value != limit, text == DurationText.text(milliseconds: limit) {
            return DurationText.fixed(value, places: 3) + " ms"
        }
        return text
    }

    static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(DurationText.grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
    }
}
