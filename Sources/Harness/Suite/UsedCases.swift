internal import Model

/// The cases of an include under the names that their user gives them.
struct UsedCases {
    let node: Node
    let user: CaseLoader
    let diagnostics: Diagnostics

    /// The cases with the prefix of `as` in their ids and needs, and what the use says for all of them.
    func renamed(_ cases: [Case]) -> [Case] {
        let use = Reader(node, scope: user.context.scope)
        let prefix = use.word("as").map { "\($0)-" } ?? ""
        let own = Set(cases.map(\.declaredID))
        return cases.map { one in
            var one = one
            for need in one.needs where !own.contains(need) {
                diagnostics.error(
                    at: one.needsLocation ?? one.unit.location,
                    "needs '\(need.clipped(to: 60))', but no case of this include has that id",
                    fix: NearestName.of(need, among: own.sorted()).map { "did you mean '\($0)'?" }
                        ?? "an include is on its own; say needs beside use")
            }
            one.needs = one.needs.map { prefix + $0 }
            if one.unit.name == one.declaredID { one.unit.name = prefix + one.declaredID }
            one.unit.id = prefix + one.unit.id
            one.declaredID = prefix + one.declaredID
            if !Template.isName(one.declaredID) {
                diagnostics.error(
                    at: node["as"]?.location ?? node.location,
                    "with this prefix the id '\(one.declaredID.clipped(to: 80))' has more than 64 characters",
                    fix: "use a shorter one")
            }
            let further = use.words("needs")
            if !further.isEmpty {
                one.needs += further
                one.needsLocation = one.needsLocation ?? node["needs"]?.location
            }
            return one
        }
    }
}
