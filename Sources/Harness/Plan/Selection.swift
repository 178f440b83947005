internal import Model

/// What a person wants to run of all that is declared; empty filters select everything.
package struct Selection: Sendable {
    /// Names or kinds of suites.
    package var suites: [String] = []
    /// Tags, any of which selects; one with `!` in front excludes.
    package var tags: [String] = []
    /// Ids of cases, thresholds or rules, with or without the row of a matrix; `*` stands for any text.
    package var cases: [String] = []

    package init(suites: [String] = [], tags: [String] = [], cases: [String] = []) {
        self.suites = suites
        self.tags = tags
        self.cases = cases
    }

    func includes(_ suite: Suite) -> Bool {
        suites.isEmpty || suites.contains { $0 == suite.name || $0 == suite.kind.rawValue }
    }

    func includes(_ unit: PlannedUnit, declaredID: String? = nil) -> Bool {
        let excluded = tags.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) }
        let wanted = tags.filter { !$0.hasPrefix("!") }
        if unit.tags.contains(where: excluded.contains) { return false }
        if !wanted.isEmpty, !unit.tags.contains(where: wanted.contains) { return false }
        return cases.isEmpty || cases.contains { Wildcard.matches($0, unit.id) || $0 == declaredID }
    }
}

/// A pattern in which `*` stands for any text.
enum Wildcard {
    /// Linear in the product of both lengths at worst, without recursion.
    static func matches(_ pattern: String, _ text: String) -> Bool {
        let pattern = Array(pattern.utf8)
        let text = Array(text.utf8)
        var p = 0
        var t = 0
        var star: (p: Int, t: Int)?
        while t < text.count {
            if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
                star = (p, t)
                p += 1
            } else if p < pattern.count, pattern[p] == text[t] {
                (p, t) = (p + 1, t + 1)
            } else if let last = star {
                star = (last.p, last.t + 1)
                (p, t) = (last.p + 1, last.t + 1)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
