package import Model

/// Decides which case starts next: in declared order, at most `width` at once, none before what it needs has passed.
///
/// Pure: it is told what finished and asked what may start.
package struct CaseScheduler {
    /// What to do with a case whose turn it is.
    package enum Next {
        case run(index: Int, Case)
        /// It will not run, and this is its result.
        case settle(index: Int, CaseResult)
    }

    private struct Entry {
        var one: Case
        var suite: Int
        var position: Int
    }

    private let entries: [Entry]
    private let width: Int
    private var waiting: [Int]
    private var outcomes: [String: Outcome] = [:]
    private var pending: [String: Int] = [:]
    /// Ids of cases that the environment keeps from running.
    private var forbidden: Set<String> = []
    package private(set) var runningCount = 0

    package init(plan: Plan, width: Int) {
        var entries: [Entry] = []
        for (suiteIndex, suite) in plan.suites.enumerated() {
            guard case .cases(let cases) = suite.body else { continue }
            for (position, one) in cases.enumerated() {
                entries.append(Entry(one: one, suite: suiteIndex, position: position))
            }
        }
        self.entries = entries
        self.width = max(1, width)
        // Taken from the end, so the first declared stands last.
        waiting = Array(entries.indices.reversed())
        for entry in entries { pending[entry.one.declaredID, default: 0] += 1 }
    }

    package func suite(of index: Int) -> Int { entries[index].suite }
    package func position(of index: Int) -> Int { entries[index].position }
    package var isDone: Bool { waiting.isEmpty && runningCount == 0 }

    /// What may start now; nil when everything left has to wait.
    package mutating func next() -> Next? {
        guard runningCount < width else { return nil }
        guard let found = waiting.lastIndex(where: { isReady(entries[$0].one) }) else { return nil }
        let index = waiting.remove(at: found)
        let one = entries[index].one
        runningCount += 1
        if let reason = one.forbiddenReason { return settle(index, one, reason, isForbidden: true) }
        let unmet = one.needs.filter { outcomes[$0] != .passed }
        if let first = unmet.first {
            let reason = "needs \(first), which \(Ledger.verb(outcomes[first] ?? .skipped))"
            // What only waits for forbidden cases is as good as forbidden itself: it was known before the run.
            return settle(index, one, reason, isForbidden: unmet.allSatisfy(forbidden.contains))
        }
        return .run(index: index, one)
    }

    private mutating func settle(_ index: Int, _ one: Case, _ reason: String, isForbidden: Bool) -> Next {
        if isForbidden { forbidden.insert(one.declaredID) }
        return .settle(index: index, one.unit.result(.skipped, reason: reason, isForbidden: isForbidden))
    }

    private func isReady(_ one: Case) -> Bool {
        one.needs.allSatisfy { (pending[$0] ?? 0) == 0 }
            || one.needs.contains { outcomes[$0].map { $0 != .passed } ?? false }
    }

    package mutating func finish(_ index: Int, _ outcome: Outcome) {
        let id = entries[index].one.declaredID
        runningCount -= 1
        pending[id, default: 1] -= 1
        outcomes[id] = Outcome.worst([outcomes[id] ?? .passed, outcome])
    }
}
