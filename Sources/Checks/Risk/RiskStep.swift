internal import Artifacts
internal import Files
internal import Model

/// Steps that judge a list of risks by the matrix of probability and impact.
enum RiskStep: StepKind {
    static let name = "risk"
    static let summary = "a list of risks in YAML or JSON: probability times impact, mitigation, executive approval"
    static let checksByItself = true
    static let facts: Set<String> = ["risks", "highest_score", "highest_level", "age"]

    private static let level = Shape.choice(RiskLevel.allCases.map(\.name))

    static let shape = MappingShape(
        "risk",
        [
            Field("file", .text, required: true, "the list, YAML or JSON, from the suite's folder"),
            Field(
                "at",
                .checked("a path such as plan.risks", { NodePath.isPath($0) ? nil : "names with dots between them" }),
                default: "the whole document, risks, or risks_and_mitigations", "where the list stands in the file"),
            Field(
                "levels",
                .mapping(
                    MappingShape(
                        "levels",
                        [
                            Field("low", .integer(1...25), default: "4", "the highest score that is LOW"),
                            Field("medium", .integer(1...25), default: "9", "the highest score that is MEDIUM"),
                            Field("high", .integer(1...25), default: "16", "the highest score that is HIGH"),
                        ])), "the bounds of the matrix"),
            Field("executive_approval_from", level, default: "HIGH", "from this level on an executive has to approve"),
            Field("mitigation_from", level, default: "MEDIUM", "from this level on a mitigation has to be described"),
        ])

    static func rule(of property: String) -> TrackedRule? {
        TrackedRule(id: RiskJudge.rule, fix: "lower the risk, or have it approved")
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        guard let files = ArtifactFiles(reader, file: "file", context) else { return nil }
        var rules = RiskRules()
        rules.path = reader.word("at")
        if let levels = reader.reader("levels") {
            rules.low = levels.int("low") ?? rules.low
            rules.medium = levels.int("medium") ?? rules.medium
            rules.high = levels.int("high") ?? rules.high
            guard rules.low < rules.medium, rules.medium < rules.high else {
                context.diagnostics.error(
                    at: levels.location, "the bounds \(rules.low), \(rules.medium), \(rules.high) do not rise",
                    fix: "levels: {low: 4, medium: 9, high: 16}")
                return nil
            }
        }
        if let level = reader.word("executive_approval_from").flatMap(RiskLevel.init(name:)) {
            rules.executiveApprovalFrom = level
        }
        if let level = reader.word("mitigation_from").flatMap(RiskLevel.init(name:)) { rules.mitigationFrom = level }
        let known = rules
        return ArtifactProbe(
            kind: name, rule: RiskJudge.rule, files: files, isRequired: true, location: node.location
        ) { files, now, judgement in
            for file in files { judge(file, known, now, &judgement) }
        }
    }

    private static func judge(
        _ file: ArtifactProbe.File, _ rules: RiskRules, _ now: Timestamp, _ judgement: inout ArtifactJudgement
    ) {
        let (root, problems) = ArtifactText.document(file.content.bytes, file: file.path, rule: RiskJudge.rule)
        judgement.add(problems, file: file.path)
        guard let root else { return }
        let report = RiskJudge.judge(root, rules, now: now)
        judgement.add(report.problems, file: file.path)
        judgement.facts["risks"] = .integer(report.risks)
        if let score = report.highestScore, let level = report.highest {
            judgement.facts["highest_score"] = .integer(score)
            judgement.facts["highest_level"] = .text(level.name)
        }
        let counts = RiskLevel.allCases.reversed().compactMap { level in
            report.counts[level].map { "\($0) \(level.name)" }
        }
        judgement.summary = "\(report.risks) risks" + (counts.isEmpty ? "" : ": \(counts.joined(separator: ", "))")
        if !judgement.hasProblems {
            judgement.pass("risks", expected: "assessed and approved", actual: judgement.summary, file: file.path)
        }
    }
}
