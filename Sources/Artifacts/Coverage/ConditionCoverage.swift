/// Cobertura's `condition-coverage="50% (1/2)"`.
package enum ConditionCoverage {
    /// Covered branches and all branches; nil for another form, or figures that can't be.
    package static func parse(_ text: String) -> (covered: Int, total: Int)? {
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close else { return nil }
        let parts = text[text.index(after: open)..<close].split(separator: "/")
        guard parts.count == 2, let covered = Int(parts[0]), let total = Int(parts[1]), covered >= 0, total >= covered,
            total <= 1_000_000
        else { return nil }
        return (covered, total)
    }
}
