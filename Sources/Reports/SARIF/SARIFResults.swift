internal import Model

/// The results of a run: everything that failed, could not be found out, or was waived.
struct SARIFResults {
    /// Consumers refuse files of more.
    static let most = 5_000

    private(set) var results: [SARIFLog.Result] = []
    /// How many were left out beyond `most`.
    private(set) var leftOut = 0
    private var fingerprints = Fingerprints()

    init(_ suites: [SuiteResult]) {
        for suite in suites {
            for result in suite.cases { add(result, suite) }
        }
        number()
    }

    /// The rules in use, in the order of their ids.
    var rules: [SARIFLog.Rule] { Set(results.map(\.ruleId)).sorted().map(SARIFRules.rule) }

    private mutating func number() {
        let indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($0.element.id, $0.offset) })
        for index in results.indices { results[index].ruleIndex = indices[results[index].ruleId] ?? 0 }
    }

    private mutating func add(_ result: CaseResult, _ suite: SuiteResult) {
        var isSpokenFor = false
        for step in result.steps {
            for observation in step.observations {
                let counts = observation.outcome == .failed || observation.outcome == .errored
                guard counts || observation.finding?.waiver != nil else { continue }
                isSpokenFor = isSpokenFor || counts
                add(observation, step, result, suite)
            }
        }
        guard !isSpokenFor, result.outcome == .failed || result.outcome == .errored else { return }
        add(
            rule: SARIFRules.id(of: result), subject: suite.path(of: result), location: result.location, result, suite,
            text: result.reason ?? result.outcome.rawValue)
    }

    private mutating func add(
        _ observation: Observation, _ step: StepResult, _ result: CaseResult, _ suite: SuiteResult
    ) {
        let finding = observation.finding
        var text = observation.sentence.oneLine(1_500)
        if let fix = finding?.fix { text += "\nfix: \(fix.oneLine(500))" }
        add(
            rule: SARIFRules.id(of: observation, in: result),
            subject: finding?.subject ?? "\(suite.path(of: result)) \(step.name) \(observation.property)",
            location: observation.location ?? result.location, result, suite, text: text,
            outcome: observation.outcome, finding)
    }

    private mutating func add(
        rule: String, subject: String, location: SourceLocation?, _ result: CaseResult, _ suite: SuiteResult,
        text: String, outcome: Outcome? = nil, _ finding: Finding? = nil
    ) {
        guard results.count < Self.most else {
            leftOut += 1
            return
        }
        let file = location.map { PathText.normalized($0.file) } ?? ""
        let path = suite.path(of: result).oneLine(300)
        var place = SARIFLog.Location(logicalLocations: [.init(fullyQualifiedName: path)])
        place.physicalLocation = location.map(SARIFPlace.physical)
        if let excerpt = finding?.excerpt, let line = place.physicalLocation?.region?.startLine {
            place.physicalLocation?.contextRegion = .init(startLine: line, snippet: Self.message(excerpt.text, 500))
        }
        let related = finding?.related.prefix(20).enumerated().map { index, place in
            SARIFLog.Location(
                id: index + 1, physicalLocation: SARIFPlace.physical(place.location),
                message: Self.message(place.note, 300))
        }
        results.append(
            SARIFLog.Result(
                ruleId: rule, level: Self.level(result.severity), message: Self.message(text, 2_000),
                locations: [place], relatedLocations: related.flatMap { $0.isEmpty ? nil : $0 },
                partialFingerprints: [
                    Fingerprints.key: fingerprints.next(rule: rule, subject: subject.oneLine(500), file: file)
                ],
                suppressions: finding?.waiver.map { [Self.suppression($0)] } ?? [],
                properties: [
                    "case": path, "outcome": (outcome ?? result.outcome).rawValue,
                    "severity": result.severity.rawValue, "unit": result.unit.rawValue,
                ]))
    }

    private static func suppression(_ waiver: Finding.Waiver) -> SARIFLog.Suppression {
        SARIFLog.Suppression(
            justification:
                "\(waiver.reason.oneLine(300)) (\(waiver.owner.oneLine(100)), until \(waiver.expires.oneLine(40)))")
    }

    static func level(_ severity: Severity) -> String {
        switch severity {
        case .block: "error"
        case .warn: "warning"
        case .info: "note"
        }
    }

    /// Lines of text that a target may have chosen: no link of SARIF's can be written in it.
    static func message(_ text: String, _ limit: Int) -> SARIFLog.Message {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map { $0.description.oneLine(limit) }
        return SARIFLog.Message(text: lines.joined(separator: "\n").replacing("](", with: "] ("))
    }
}
