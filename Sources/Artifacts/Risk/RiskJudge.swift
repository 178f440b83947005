package import Model

/// Judges a list of risks by the matrix.
package struct RiskJudge {
    private let rules: RiskRules
    private let now: Timestamp
    private var report = RiskReport()
    /// An approval for all of the list.
    private var commonApproval: Node?

    package static let rule = "preflight/risk"
    private static let mostRisks = 10_000

    package static func judge(_ root: Node, _ rules: RiskRules, now: Timestamp) -> RiskReport {
        var judge = RiskJudge(rules: rules, now: now)
        judge.judge(root)
        return judge.report
    }

    private init(rules: RiskRules, now: Timestamp) {
        self.rules = rules
        self.now = now
    }

    private mutating func add(
        _ subject: String, _ expected: String, _ actual: String, _ fix: String, _ node: Node, isUnknown: Bool = false
    ) {
        report.problems.append(
            ArtifactProblem(
                Self.rule, subject, expected: expected, actual: actual, fix: fix, line: node.location.line,
                column: node.location.column, isUnknown: isUnknown))
    }

    private mutating func judge(_ root: Node) {
        let paths = rules.path.map { [$0] } ?? ["risks", "risks_and_mitigations", "risk_assessment.risks"]
        let found =
            root.sequence != nil && rules.path == nil
            ? root : paths.lazy.compactMap { NodePath.find($0, in: root).value }.first
        guard let found, let entries = found.sequence else {
            add(
                paths.joined(separator: " or "), "a list of risks", found?.kindName ?? "none",
                "write risks: [{id: R001, probability: 2, impact: 4, mitigation: …}]", found ?? root)
            return
        }
        report.risks = entries.count
        guard !entries.isEmpty else {
            add(paths[0], "at least one risk", "an empty list", "a change without any risk was not looked into", found)
            return
        }
        guard entries.count <= Self.mostRisks else {
            add(
                paths[0], "at most \(Self.mostRisks) risks", "\(entries.count)", "split the list", found,
                isUnknown: true)
            return
        }
        commonApproval = root["executive_approval"]
        var seen: Set<String> = []
        for (index, entry) in entries.enumerated() {
            let name = Self.name(entry, index)
            if entry["id"] != nil, !seen.insert(name).inserted {
                add(name, "an id of its own", "one that stands twice", "number the risks", entry["id"] ?? entry)
            }
            risk(entry, name)
        }
    }

    private static func name(_ entry: Node, _ index: Int) -> String {
        for key in ["id", "risk", "description", "title", "name"] {
            if let text = entry[key]?.text { return text.clipped(to: 60).printable }
        }
        return "risk \(index + 1)"
    }

    private mutating func risk(_ entry: Node, _ name: String) {
        guard entry.mapping != nil else {
            add(name, "a mapping with probability and impact", entry.kindName, "describe the risk", entry)
            return
        }
        let probability = rating("probability", RiskWords.probability, entry, name)
        let impact = rating("impact", RiskWords.impact, entry, name)
        guard let probability, let impact else { return }
        let score = probability * impact
        let level = rules.level(score)
        report.counts[level, default: 0] += 1
        if score > report.highestScore ?? 0 { (report.highestScore, report.highest) = (score, level) }
        declared(entry, name, score, level)
        if level >= rules.mitigationFrom { mitigation(entry, name, level) }
        if level >= rules.executiveApprovalFrom { approval(entry, name, level, score) }
    }

    private mutating func rating(_ key: String, _ words: [String: Int], _ entry: Node, _ name: String) -> Int? {
        guard let node = entry[key] else {
            add("\(name) \(key)", "1 to 5", "nothing", "rate it", entry)
            return nil
        }
        let text = node.text ?? ""
        if let number = Quantity.integer(text), (1...5).contains(number) { return number }
        let word = String(text.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
        if let value = words[word] { return value }
        add("\(name) \(key)", "1 to 5, or a word such as high", node.kindName, "rate it from 1 to 5", node)
        return nil
    }

    /// What the file says of itself has to be what comes of its own figures.
    private mutating func declared(_ entry: Node, _ name: String, _ score: Int, _ level: RiskLevel) {
        for key in ["score", "risk_score"] {
            guard let node = entry[key], node.text.flatMap(Quantity.integer) != score else { continue }
            add("\(name) \(key)", "\(score), probability times impact", node.kindName, "correct it", node)
        }
        for key in ["level", "risk_level"] {
            guard let node = entry[key], node.text.flatMap({ RiskLevel(name: $0) }) != level else { continue }
            add("\(name) \(key)", "\(level.name), as of a score of \(score)", node.kindName, "correct it", node)
        }
        guard let node = entry["requires_executive_approval"] else { return }
        let wanted = level >= rules.executiveApprovalFrom
        if node.scalar?.bool != wanted {
            add(
                "\(name) requires_executive_approval", "\(wanted), as of \(level.name)", node.kindName, "correct it",
                node)
        }
    }

    private mutating func mitigation(_ entry: Node, _ name: String, _ level: RiskLevel) {
        guard let node = entry["mitigation"] ?? entry["mitigations"] else {
            add("\(name) mitigation", "what is done about a \(level.name) risk", "nothing", "add mitigation", entry)
            return
        }
        guard let blank = Blank.find(in: node) else { return }
        add("\(name) mitigation", "what is done about a \(level.name) risk", blank.words, "write it", blank.node)
    }

    private mutating func approval(_ entry: Node, _ name: String, _ level: RiskLevel, _ score: Int) {
        let subject = "\(name) executive_approval"
        guard let node = entry["executive_approval"] ?? commonApproval else {
            add(
                subject, "an executive approval: \(level.name), score \(score)", "none",
                "add executive_approval with approver, status and timestamp, or lower the risk", entry)
            return
        }
        let approver = node["approver"] ?? node["name"] ?? node["by"]
        guard let approver, Blank.find(in: approver) == nil else {
            add(subject, "the name of who approves", approver?.kindName ?? "none", "add approver", approver ?? node)
            return
        }
        if let status = ApprovalState.objection(in: node) {
            add(subject, "the status approved", status.kindName, "have it approved before the release", status)
        }
        let date = node["timestamp"] ?? node["date"] ?? node["approved_at"]
        guard let date, let text = date.text, let time = ISOTime(text) else {
            add(subject, "the date of the approval", date?.kindName ?? "none", "add timestamp", date ?? node)
            return
        }
        if time.earliest.millisecondsSince1970 > now.millisecondsSince1970 + 5 * 60_000 {
            add(subject, "a date that has been", "\(text.clipped(to: 60)), which is yet to come", "check it", date)
        }
    }
}

/// Words for the ratings.
enum RiskWords {
    static let probability = ["very_low": 1, "low": 2, "medium": 3, "high": 4, "very_high": 5]
    static let impact = probability.merging(
        ["negligible": 1, "minor": 2, "moderate": 3, "major": 4, "severe": 5]
    ) { $1 }
}
