import Harness
import Model

/// Plans as text: what would run.
enum PlanText {
    /// A line for each unit, columns apart by two spaces.
    static func list(_ plan: Plan, _ redactor: Redactor) throws {
        let rows = plan.suites.flatMap { suite in
            suite.units.map {
                [
                    suite.name, suite.kind.rawValue, $0.id, $0.severity.rawValue, $0.tags.joined(separator: ","),
                    redactor.redact($0.name),
                ]
            }
        }
        let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
        var text = ""
        for row in rows {
            let padded = zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
            text += (padded + [row[5].printable]).joined(separator: "  ") + "\n"
        }
        try Console.print(redactor.redact(text))
    }

    static func dryRun(_ plan: Plan, _ loaded: LoadedProject) throws {
        let environment = loaded.project.environment
        var text =
            "\(loaded.project.name), environment \(environment.name)\(environment.baseUrl.map { ", \($0)" } ?? "")"
            + "\(environment.protected ? ", protected" : "")\n"
        var steps = 0
        for suite in plan.suites {
            text += "\n\(suite.name) (\(suite.kind.rawValue), \(suite.file))\n"
            switch suite.body {
            case .action(let action, let needs):
                text += "  \(action.plan)\n"
                if !needs.isEmpty { text += "  needs \(needs.joined(separator: ", "))\n" }
                for unit in action.units { text += "  \(unit.id)  [\(unit.severity.rawValue)]\n" }
            case .cases(let cases):
                for one in cases {
                    steps += (one.steps + one.after).reduce(0) { $0 + $1.leastRequests }
                    text += "  \(one.unit.id)  [\(one.unit.severity.rawValue)] \(one.unit.name.printable)\n"
                    if let reason = one.forbiddenReason { text += "    will be skipped: \(reason)\n" }
                    for step in one.steps { text += "    \(step.kind): \(step.name.printable)\n" }
                    for step in one.after { text += "    after, \(step.kind): \(step.name.printable)\n" }
                }
            }
        }
        text +=
            "\n\(plan.units.count) checks, at least \(steps) requests or commands beside the loads; nothing was sent\n"
        try Console.print(loaded.redactor.redact(text))
    }
}
