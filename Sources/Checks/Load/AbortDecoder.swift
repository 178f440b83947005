internal import Load
internal import Model

/// Reads `abort`: limits that end a load early, and its verdict with it.
struct AbortDecoder {
    let context: DecodingContext
    let scenarios: [LoadScenario]
    /// False where a mistake has cost a scenario some of its steps.
    let areComplete: Bool
    let profile: Profile?

    private var diagnostics: Diagnostics { context.diagnostics }

    /// What is counted while load runs.
    private static let metrics: [Threshold.Metric] = [.response, .errors, .checks, .started]

    func rules(_ node: Node?) -> [AbortRule] {
        var ids: Set<String> = []
        return (node?.sequence ?? []).flatMap(rules).filter { rule in
            if ids.insert(rule.id).inserted { return true }
            diagnostics.error(at: rule.location, "the rule '\(rule.id)' stands already above")
            return false
        }
    }

    private func rules(_ node: Node) -> [AbortRule] {
        guard let place = node["expr"] ?? (node.scalar == nil ? nil : node),
            let text = Reader.word(place, context.scope)
        else { return [] }
        do throws(ThresholdParser.Failure) {
            let (condition, window) = try ThresholdParser.parseAbort(text)
            guard isKnown(condition, place), fits(window, place) else { return [] }
            let selectors = ThresholdSelectors(
                scenarios: scenarios, areComplete: areComplete, diagnostics: diagnostics)
            return selectors.expanded(condition, place.location).map { one in
                AbortRule(
                    condition: one, window: window, id: "\(one.text) for \(window.text)", location: place.location)
            }
        } catch {
            diagnostics.error(
                at: place.location.moved(by: error.offset, isQuoted: place.scalar?.isQuoted ?? false),
                "`\(text.clipped(to: 120))`: \(error)")
            return []
        }
    }

    private func isKnown(_ condition: Threshold, _ place: Node) -> Bool {
        var isPlanned = false
        if case .ofPlanned = condition.limit { isPlanned = true }
        guard Self.metrics.contains(condition.metric), !isPlanned else {
            diagnostics.error(
                at: place.location,
                "\(condition.subject)\(isPlanned ? " of planned" : "") is not known before the load has ended",
                fix: "while it runs there are \(Self.metrics.map(\.rawValue).joined(separator: ", "))")
            return false
        }
        return true
    }

    private func fits(_ window: Duration, _ place: Node) -> Bool {
        guard let profile, profile.isKnown, let measured = profile.measured, window > measured else { return true }
        diagnostics.error(
            at: place.location,
            "the rule looks back \(window.text), and the measurement takes \(measured.text): it could never be met",
            fix: "a shorter time behind 'for'")
        return false
    }
}
