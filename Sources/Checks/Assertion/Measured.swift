internal import JSON
internal import Model

/// A figure that only means something with its unit: predicates about it have to write the unit too.
struct Measured: Sendable, Equatable {
    enum Unit: Sendable, Equatable {
        /// Of a whole, 0 to 100.
        case percent
        /// In bytes.
        case size
        /// In seconds.
        case age
        /// What is left of a lifetime of `total` seconds, in seconds.
        case lifetime(total: Double)
    }

    var value: Double
    var unit: Unit

    struct UnitError: Error, CustomStringConvertible {
        var description: String
    }

    /// The figure that a suite's operand stands for, in this unit.
    func limit(_ wanted: JSONValue) throws(UnitError) -> Double {
        let limit: Double?
        if case .string(let text) = wanted { limit = self.limit(text) } else { limit = nil }
        guard let limit else {
            throw UnitError(description: "\(JSONWords.text(wanted)) is no \(factUnit.wanted)")
        }
        return limit
    }

    private func limit(_ text: String) -> Double? {
        switch unit {
        case .percent: UnitText.percent(text)
        case .size: UnitText.size(text).map(Double.init)
        case .age: Quantity.duration(text)?.seconds
        case .lifetime(let total): UnitText.lifetime(text)?.seconds(of: total)
        }
    }

    private var factUnit: FactUnit {
        switch unit {
        case .percent: .percent
        case .size: .size
        case .age: .age
        case .lifetime: .lifetime
        }
    }

    /// For people: `81.5%`, `4.2 GiB`, `3h 20m`, `20.5 of 90 days`.
    var text: String {
        switch unit {
        case .percent: return "\(DurationText.fixed(value, places: 2))%"
        case .size: return SizeText.text(value)
        case .age: return value < 0 ? "a time to come" : DurationText.text(seconds: value)
        case .lifetime(let total): return "\(Self.days(value)) of \(Self.days(total)) days"
        }
    }

    private static func days(_ seconds: Double) -> String { DurationText.fixed(seconds / 86_400, places: 1) }
}

/// The least that has to be left of a lifetime: `30d`, `33%`, or the lesser of both, `30d or 33%`.
struct LifetimeLimit: Sendable, Equatable {
    var time: Duration?
    var share: Double?

    func seconds(of total: Double) -> Double {
        let limits = [time?.seconds, share.map { $0 * total }].compactMap(\.self)
        return limits.min() ?? .infinity
    }
}

/// Readers of limits whose unit is mandatory.
enum UnitText {
    /// `80%`, 0 to 100.
    static func percent(_ text: String) -> Double? {
        guard text.hasSuffix("%"), let value = Quantity.decimal(text.dropLast()), value <= 100 else { return nil }
        return value
    }

    /// `5GiB`, and `0`.
    static func size(_ text: String) -> Int? {
        guard text == "0" || text.hasSuffix("B") else { return nil }
        return Quantity.bytes(text)
    }

    static func lifetime(_ text: String) -> LifetimeLimit? {
        let parts = text.replacing(" or ", with: "|").split(separator: "|", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return nil }
        var limit = LifetimeLimit()
        for part in parts.map(String.init) {
            if let share = percent(part), limit.share == nil {
                limit.share = share / 100
            } else if let time = Quantity.duration(part), limit.time == nil {
                limit.time = time
            } else {
                return nil
            }
        }
        return limit
    }
}

/// Sizes as people read them.
enum SizeText {
    static func text(_ bytes: Double) -> String {
        guard bytes.isFinite, bytes >= 0, bytes < 1e18 else { return "unknown" }
        var value = bytes
        for unit in ["bytes", "KiB", "MiB", "GiB"] {
            if value < 1_024 { return "\(DurationText.fixed(value, places: 2)) \(unit)" }
            value /= 1_024
        }
        return "\(DurationText.fixed(value, places: 2)) TiB"
    }
}
