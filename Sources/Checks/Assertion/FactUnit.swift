internal import Model

/// What limits on a fact have to look like.
enum FactUnit: Sendable, Equatable {
    case none, percent, size, age, lifetime
    /// A file's mode: four octal digits, as a text.
    case mode

    /// The end of "… is no".
    var wanted: String {
        switch self {
        case .none: "value"
        case .percent: "percentage; write it as 80%, from 0% to 100%"
        case .size: "size with its unit; write it as 512MiB or 5GiB"
        case .age: "time with its unit; write it as 30m, 24h or 7d"
        case .lifetime: "lifetime left; write it as 30d, as 33% of the whole, or as 30d or 33% for the lesser of both"
        case .mode: "mode; write its four octal digits in quotes, such as \"0600\""
        }
    }

    /// What is wrong with a literal; nil where nothing is.
    func problem(with text: String) -> (message: String, fix: String)? {
        switch self {
        case .none: nil
        case .percent where UnitText.percent(text) == nil:
            (
                "a share of the whole is a percentage",
                Quantity.decimal(text[...]).map { Self.percentFix($0) } ?? "such as 80%"
            )
        case .size where UnitText.size(text) == nil: ("a size wants its unit", "such as 512MiB or 5GiB")
        case .age where Quantity.duration(text) == nil: ("a time wants its unit", "such as 30m, 24h or 7d")
        case .lifetime where UnitText.lifetime(text) == nil:
            ("what is left of a lifetime is a time, a share, or the lesser of both", "such as 30d, 33%, or 30d or 33%")
        case .mode where !Self.isMode(text):
            ("a mode has four octal digits, in quotes", "such as \"0600\" or \"0644\"")
        case .percent, .size, .age, .lifetime, .mode: nil
        }
    }

    /// What is wrong with a predicate about such a fact; nil where nothing is.
    func problem(withPredicate name: String) -> (message: String, fix: String)? {
        switch (self, name) {
        case (.percent, "eq"), (.percent, "ne"), (.percent, "one_of"), (.age, "eq"), (.age, "ne"), (.age, "one_of"),
            (.lifetime, "eq"), (.lifetime, "ne"), (.lifetime, "one_of"):
            ("what is measured is never exactly this", "lt, lte, gt or gte")
        case (.mode, "lt"), (.mode, "lte"), (.mode, "gt"), (.mode, "gte"):
            ("modes are sets of permissions, of which none is more than the other", "eq, one_of or matches")
        case (.none, _), (.size, _), (.mode, _): nil
        case (.percent, _), (.age, _), (.lifetime, _):
            ["starts_with", "ends_with", "matches", "contains", "count", "is_empty", "type"].contains(name)
                ? ("'\(name)' says nothing about a figure", "lt, lte, gt or gte") : nil
        }
    }

    /// 80 is 80%; 0.8 is likely to be meant as a share.
    private static func percentFix(_ number: Double) -> String {
        let percent = number > 0 && number < 1 ? number * 100 : number
        return percent <= 100 ? "write \(DurationText.fixed(percent, places: 2))%" : "at most 100%"
    }

    private static func isMode(_ text: String) -> Bool {
        text.utf8.count == 4 && text.utf8.allSatisfy { (0x30...0x37).contains($0) }
    }
}
