internal import Artifacts
internal import Files
internal import Model

/// Steps that judge the plan of a change: fields, window, rollback, approvals.
enum ChangePlanStep: StepKind {
    static let name = "change_plan"
    static let summary = "a change plan in YAML or JSON: required fields, window, rollback, approvals"
    static let checksByItself = true
    static let facts: Set<String> = ["approvals", "triggers", "duration", "age"]

    private static let path = Shape.checked(
        "a path such as timeline.planned_start", { NodePath.isPath($0) ? nil : "names with dots between them" })

    static let shape = MappingShape(
        "change_plan",
        [
            Field("file", .text, required: true, "the plan, YAML or JSON, from the suite's folder"),
            Field(
                "require", .list(path), default: ChangePlanRules.defaultRequire.joined(separator: ", "),
                "the fields that have to be filled in; placeholders such as TBD don't"),
            Field("start", path, default: "timeline.planned_start", "where the start stands: a time with its zone"),
            Field("end", path, default: "timeline.planned_completion", "where the end stands"),
            Field(
                "rollback_triggers", path, default: "rollback_plan.trigger_conditions",
                "where the conditions stand that start the rollback; at least one"),
            Field("approval", path, default: "approval", "where the approvals stand"),
            Field(
                "approvals", .list(.identifier), default: "technical, business, security",
                "the approvals that have to be given: NAME or NAME_approval, with approver, status and timestamp"),
            Field("window", .boolean, default: "false", "the check has to run between start and end"),
            Field("max_window", .duration, default: "7d", "the longest time from start to end"),
        ])

    static func rule(of property: String) -> TrackedRule? {
        TrackedRule(id: ChangePlanJudge.rule, fix: "complete the plan, and have it approved")
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        guard let files = ArtifactFiles(reader, file: "file", context) else { return nil }
        var rules = ChangePlanRules()
        if node["require"] != nil { rules.require = reader.words("require") }
        if let path = reader.word("start") { rules.start = path }
        if let path = reader.word("end") { rules.end = path }
        if let path = reader.word("rollback_triggers") { rules.triggers = path }
        if let path = reader.word("approval") { rules.approval = path }
        if node["approvals"] != nil { rules.approvals = reader.words("approvals") }
        rules.needsWindow = reader.bool("window") ?? false
        if let longest = reader.duration("max_window") { rules.maxWindow = longest }
        let known = rules
        return ArtifactProbe(
            kind: name, rule: ChangePlanJudge.rule, files: files, isRequired: true, location: node.location
        ) { files, now, judgement in
            for file in files { judge(file, known, now, &judgement) }
        }
    }

    private static func judge(
        _ file: ArtifactProbe.File, _ rules: ChangePlanRules, _ now: Timestamp, _ judgement: inout ArtifactJudgement
    ) {
        let (root, problems) = ArtifactText.document(file.content.bytes, file: file.path, rule: ChangePlanJudge.rule)
        judgement.add(problems, file: file.path)
        guard let root else { return }
        let report = ChangePlanJudge.judge(root, rules, now: now)
        judgement.add(report.problems, file: file.path)
        judgement.facts["approvals"] = .integer(report.approvals.count)
        judgement.facts["triggers"] = .integer(report.triggers)
        if let start = report.start, let end = report.end, start <= end {
            judgement.facts["duration"] = ArtifactFacts.time(
                seconds: Double(end.millisecondsSince1970 - start.millisecondsSince1970) / 1_000)
        }
        let approved =
            report.approvals.isEmpty ? "no approval" : "approved: \(report.approvals.joined(separator: ", "))"
        let window = report.start.flatMap { start in report.end.map { "\(start.wholeSeconds) to \($0.wholeSeconds)" } }
        judgement.summary = "\(window ?? "no window"); \(approved)"
        if !judgement.hasProblems {
            judgement.pass(
                "change plan", expected: "complete and approved", actual: judgement.summary, file: file.path)
        }
    }
}
