package import Model

/// Chooses what runs, brings in what the chosen cases need, and refuses needs that can't be met.
package struct Planner {
    private let suites: [Suite]
    private let diagnostics: Diagnostics

    package init(suites: [Suite], diagnostics: Diagnostics) {
        self.suites = suites
        self.diagnostics = diagnostics
    }

    /// The plan for a selection. Needs that name nothing, or each other in a circle, are reported.
    package func plan(_ selection: Selection) -> Plan {
        let cases = suites.flatMap { suite -> [Case] in
            if case .cases(let cases) = suite.body { cases } else { [] }
        }
        let byID = Dictionary(grouping: cases, by: \.declaredID)
        checkNeeds(cases, byID)

        var chosen = Set<String>()
        var actions = Set<String>()
        for suite in suites where selection.includes(suite) {
            switch suite.body {
            case .cases(let cases):
                for one in cases where selection.includes(one.unit, declaredID: one.declaredID) {
                    chosen.insert(one.unit.id)
                }
            case .action(let action, _):
                let tagged = action.units.map { unit in
                    var unit = unit
                    unit.tags += suite.tags
                    return unit
                }
                if tagged.contains(where: { selection.includes($0) }) { actions.insert(suite.name) }
            }
        }
        var waiting = cases.filter { chosen.contains($0.unit.id) }.flatMap(\.needs)
        for suite in suites where actions.contains(suite.name) {
            if case .action(_, let needs) = suite.body { waiting += needs }
        }
        while let id = waiting.popLast() {
            for one in byID[id] ?? [] where chosen.insert(one.unit.id).inserted { waiting += one.needs }
        }
        return Plan(suites: suites.compactMap { planned($0, chosen, actions) })
    }

    private func planned(_ suite: Suite, _ chosen: Set<String>, _ actions: Set<String>) -> PlannedSuite? {
        switch suite.body {
        case .cases(let cases):
            let kept = cases.filter { chosen.contains($0.unit.id) }
            guard !kept.isEmpty else { return nil }
            return PlannedSuite(name: suite.name, kind: suite.kind, file: suite.file, body: .cases(kept))
        case .action:
            guard actions.contains(suite.name) else { return nil }
            return PlannedSuite(name: suite.name, kind: suite.kind, file: suite.file, body: suite.body)
        }
    }

    private func checkNeeds(_ cases: [Case], _ byID: [String: [Case]]) {
        for one in cases {
            for need in one.needs { check(need, byID, at: one.needsLocation ?? one.unit.location) }
        }
        for suite in suites {
            guard case .action(_, let needs) = suite.body else { continue }
            for need in needs { check(need, byID, at: suite.location) }
        }
        if let circle = firstCircle(cases, byID) {
            diagnostics.error(
                at: circle.last?.needsLocation,
                "these cases need each other: \(circle.map(\.declaredID).joined(separator: " → "))",
                fix: "remove one of the needs")
        }
    }

    private func check(_ need: String, _ byID: [String: [Case]], at location: SourceLocation) {
        guard byID[need] == nil else { return }
        let declared = String(need.prefix { $0 != "[" })
        let nearest =
            byID[declared] != nil
            ? "write '\(declared)': all rows of its matrix are needed"
            : NearestName.of(need, among: byID.keys.sorted()).map { "did you mean '\($0)'?" }
        diagnostics.error(at: location, "needs '\(need.clipped(to: 60))', but no case has that id", fix: nearest)
    }

    /// A circle of needs, found by taking away, again and again, what needs nothing that is left.
    private func firstCircle(_ cases: [Case], _ byID: [String: [Case]]) -> [Case]? {
        var left = Dictionary(cases.map { ($0.declaredID, $0) }) { first, _ in first }
        while true {
            let free = left.values.filter { one in !one.needs.contains { left[$0] != nil } }
            if free.isEmpty { break }
            for one in free { left[one.declaredID] = nil }
        }
        guard var one = cases.first(where: { left[$0.declaredID] != nil }) else { return nil }
        var path: [Case] = []
        while !path.contains(where: { $0.declaredID == one.declaredID }) {
            path.append(one)
            guard let next = one.needs.lazy.compactMap({ left[$0] }).first else { return path }
            one = next
        }
        return path + [one]
    }
}
