package import Model

/// Judges a change plan.
package struct ChangePlanJudge {
    private let rules: ChangePlanRules
    private let now: Timestamp
    private var report = ChangePlanReport()

    package static let rule = "preflight/change-plan"

    package static func judge(_ root: Node, _ rules: ChangePlanRules, now: Timestamp) -> ChangePlanReport {
        var judge = ChangePlanJudge(rules: rules, now: now)
        judge.fields(root)
        judge.times(root)
        judge.rollback(root)
        for name in rules.approvals { judge.approval(name, root) }
        return judge.report
    }

    private init(rules: ChangePlanRules, now: Timestamp) {
        self.rules = rules
        self.now = now
    }

    private mutating func add(_ subject: String, _ expected: String, _ actual: String, _ fix: String, _ node: Node) {
        report.problems.append(
            ArtifactProblem(
                Self.rule, subject, expected: expected, actual: actual, fix: fix, line: node.location.line,
                column: node.location.column))
    }

    // MARK: Fields

    private mutating func fields(_ root: Node) {
        for path in rules.require where path != rules.triggers {
            let (node, place) = NodePath.find(path, in: root)
            guard let node else {
                add(path, "to be filled in", "nothing", "write \(path)", place)
                continue
            }
            guard let blank = Blank.find(in: node) else { continue }
            add(path, "to be filled in", blank.words, "write what is meant in its place", blank.node)
        }
    }

    private mutating func rollback(_ root: Node) {
        let (node, place) = NodePath.find(rules.triggers, in: root)
        let triggers = node?.oneOrMany ?? []
        report.triggers = triggers.count
        guard !triggers.isEmpty else {
            add(
                rules.triggers, "at least one condition that starts the rollback", "none",
                "say what has to be seen for the rollback to begin, such as an error rate above 1%", node ?? place)
            return
        }
        for trigger in triggers {
            guard let blank = Blank.find(in: trigger) else { continue }
            add(rules.triggers, "a condition", blank.words, "write the condition", blank.node)
        }
    }

    // MARK: Window

    private mutating func times(_ root: Node) {
        let start = time(rules.start, root)
        let end = time(rules.end, root)
        report.start = start?.value
        report.end = end?.value
        guard let start, let end else { return }
        let length = end.value.millisecondsSince1970 - start.value.millisecondsSince1970
        if length <= 0 {
            add(
                rules.end, "later than \(rules.start), \(start.value.wholeSeconds)", end.value.wholeSeconds,
                "put the end behind the start", end.node)
        } else if length > Int64(rules.maxWindow.milliseconds) {
            add(
                rules.end, "at most \(rules.maxWindow.text) behind the start",
                "\(DurationText.text(seconds: Double(length) / 1_000))", "check year and month, or raise max_window",
                end.node)
        } else if rules.needsWindow, now < start.value || now >= end.value {
            let (words, node) =
                now < start.value
                ? ("begins only at \(start.value.wholeSeconds)", start.node)
                : ("ended at \(end.value.wholeSeconds)", end.node)
            add(
                "window", "to be open now", "it \(words)",
                "release within the window, or have the plan moved and approved again", node)
        }
    }

    private mutating func time(_ path: String, _ root: Node) -> (value: Timestamp, node: Node)? {
        let (node, place) = NodePath.find(path, in: root)
        guard let node else {
            add(path, "a time", "nothing", "write \(path): 2026-11-20T02:00:00Z", place)
            return nil
        }
        guard let text = node.text, let time = ISOTime(text) else {
            add(path, "a time such as 2026-11-20T02:00:00Z", node.kindName, "write date, time and zone", node)
            return nil
        }
        guard let instant = time.instant else {
            add(
                path, "a time with its zone", node.kindName, "add Z for UTC, or the offset, such as +09:00", node)
            return nil
        }
        guard Self.plausible.contains(instant) else {
            add(path, "a year from 2000 to 2100", node.kindName, "check the year", node)
            return nil
        }
        return (instant, node)
    }

    /// 2000-01-01 to 2100-12-31.
    private static let plausible =
        Timestamp(millisecondsSince1970: 946_684_800_000)...Timestamp(millisecondsSince1970: 4_133_980_799_000)

    // MARK: Approvals

    private mutating func approval(_ name: String, _ root: Node) {
        let (found, place) = NodePath.find(rules.approval, in: root)
        let subject = "\(rules.approval).\(name)"
        guard let node = found?["\(name)_approval"] ?? found?[name], node.mapping != nil else {
            add(
                subject, "an approval", "none", "add \(name)_approval with approver, status and timestamp",
                found ?? place)
            return
        }
        let count = report.problems.count
        let person = ["approver", "name", "by", "approved_by"].lazy.compactMap { node[$0] }.first
        if let person {
            if let blank = Blank.find(in: person) {
                add(subject, "the name of who approves", blank.words, "write the name", blank.node)
            }
        } else {
            add(subject, "the name of who approves", "none", "add approver", node)
        }
        if let status = ApprovalState.objection(in: node) {
            add(subject, "the status approved", status.kindName, "have it approved before the release", status)
        }
        date(subject, node)
        if report.problems.count == count { report.approvals.append(name) }
    }

    private mutating func date(_ subject: String, _ node: Node) {
        let keys = ["timestamp", "date", "approved_at", "at"]
        guard let date = keys.lazy.compactMap({ node[$0] }).first else {
            let place = keys.lazy.compactMap { key in node.mapping?.first { $0.key == key }?.value }.first ?? node
            add(subject, "the date of the approval", "none", "add timestamp", place)
            return
        }
        guard let text = date.text, let time = ISOTime(text), Self.plausible.contains(time.earliest) else {
            add(subject, "a date such as 2026-11-20", date.kindName, "write the day of the approval", date)
            return
        }
        if time.earliest.millisecondsSince1970 > now.millisecondsSince1970 + 5 * 60_000 {
            add(subject, "a date that has been", "\(text.clipped(to: 60)), which is yet to come", "check it", date)
        }
    }
}
