internal import Load
internal import Model

/// Makes limits of `thresholds`.
struct ThresholdDecoder {
    let context: DecodingContext
    let scenarios: [LoadScenario]
    /// False where a mistake has cost a scenario some of its steps.
    let areComplete: Bool
    /// Nil when the model is not known.
    let isOpen: Bool?

    private var diagnostics: Diagnostics { context.diagnostics }

    func limits(_ node: Node?) -> [LoadSuite.Limit] {
        let declared = (node?.sequence ?? []).flatMap(limits)
        var ids: Set<String> = []
        for limit in declared where !ids.insert(limit.id).inserted {
            diagnostics.error(at: limit.location, "the threshold '\(limit.id)' stands already above")
        }
        return declared + impliedLimit(beside: declared, at: node?.location)
    }

    private func limits(_ node: Node) -> [LoadSuite.Limit] {
        guard let text = Reader(node, scope: context.scope).word("expr"), let place = node["expr"] else { return [] }
        do throws(ThresholdParser.Failure) {
            return expanded(try ThresholdParser.parse(text), node)
        } catch {
            diagnostics.error(
                at: place.location.moved(by: error.offset, isQuoted: place.scalar?.isQuoted ?? false),
                "`\(text.clipped(to: 120))`: \(error)")
            return []
        }
    }

    /// A suite that does not say, in a blocking limit, how many errors it allows allows none: percentiles are over
    /// successes only, and a target that fails fast would meet them.
    private func impliedLimit(
        beside limits: [LoadSuite.Limit], at location: SourceLocation?
    ) -> [LoadSuite.Limit] {
        let onErrors = limits.filter { $0.severity == .block && !$0.isValidity }.map(\.threshold).filter(\.boundsErrors)
        let covered = Set(onErrors.compactMap(\.scenario))
        let isCovered = onErrors.contains { $0.scenario == nil } || covered.isSuperset(of: scenarios.map(\.name))
        guard !isCovered, let location else { return [] }
        let none = Threshold(
            aggregator: .count, metric: .errors, scenario: nil, step: nil, comparison: .lessOrEqual, limit: .count(0))
        return [
            LoadSuite.Limit(
                threshold: none, severity: .block, isValidity: false, id: "count(errors) <= 0", location: location)
        ]
    }

    private func expanded(_ threshold: Threshold, _ node: Node) -> [LoadSuite.Limit] {
        let place = node["expr"]?.location ?? node.location
        if threshold.metric == .dropped, isOpen == false {
            diagnostics.error(
                at: place, "\(threshold.subject): a closed model drops no starts, so this could never be known",
                fix: "remove it; only an open model drops")
            return []
        }
        let word = Reader(node, scope: context.scope).word("severity") ?? "block"
        let selectors = ThresholdSelectors(
            scenarios: scenarios, areComplete: areComplete, diagnostics: diagnostics)
        return selectors.expanded(threshold, place).map { one in
            LoadSuite.Limit(
                threshold: one, severity: Severity(rawValue: word) ?? .block, isValidity: word == "valid",
                id: one.text,
                location: node.location)
        }
    }
}

extension Threshold {
    /// True for an upper limit on errors or a lower one on the share of good answers, over all steps.
    fileprivate var boundsErrors: Bool {
        guard step == nil else { return false }
        return switch metric {
        case .errors: comparison.isUpperLimit
        case .checks: aggregator == .ratio && !comparison.isUpperLimit
        default: false
        }
    }
}

extension SourceLocation {
    /// A place within a scalar on one line.
    func moved(by characters: Int, isQuoted: Bool) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column + characters + (isQuoted ? 1 : 0))
    }
}
