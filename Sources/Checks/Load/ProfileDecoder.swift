internal import Load
internal import Model

/// What `load` and `warmup` come to.
struct Profile {
    var model: LoadModel
    var length: LoadPlan.Length
    var warmup: Duration
    /// How long the measurement takes; nil when iterations decide.
    var measured: Duration?
    /// Whether all of it is known: false where a project is validated without a variable that it depends on.
    var isKnown = true

    var isOpen: Bool { if case .open = model { true } else { false } }
}

/// Reads `load` and `warmup`: what makes iterations start, and for how long.
struct ProfileDecoder {
    let context: DecodingContext

    var diagnostics: Diagnostics { context.diagnostics }

    /// Nil when something was reported, or not enough is known.
    func decode(_ suite: Node) -> Profile? {
        guard let node = suite["load"], node.mapping != nil else { return nil }
        let before = diagnostics.errorCount
        let reader = Reader(node, scope: context.scope)
        let isOpen = reader.word("model") == "open"
        refuseForeignKeys(node, isOpen: isOpen)
        let warmup = Reader(suite, scope: context.scope).duration("warmup") ?? .zero
        var profile = isOpen ? open(reader, warmup) : closed(reader, warmup)
        profile?.isKnown = !holdsUnset(node) && !(suite["warmup"].map(holdsUnset) ?? false)
        return diagnostics.errorCount == before ? profile : nil
    }

    // MARK: Models

    private func closed(_ reader: Reader, _ warmup: Duration) -> Profile? {
        if reader["users"] == nil { lacks("users", "how many users send at the same time", reader.node) }
        checkLength(reader.node)
        let think = thinkTime(reader)
        guard let users = reader.int("users") else { return nil }
        let duration = reader.duration("duration")
        return Profile(
            model: .closed(users: users, thinkTime: think, pacing: reader.duration("pacing") ?? .zero),
            length: reader.int("iterations").map { .iterations($0) } ?? .duration(duration ?? .seconds(1)),
            warmup: warmup, measured: duration)
    }

    private func thinkTime(_ reader: Reader) -> ThinkTime {
        guard let node = reader["think_time"], node.mapping != nil else {
            return .constant(reader.duration("think_time") ?? .zero)
        }
        let spread = Reader(node, scope: context.scope)
        if let mean = spread.duration("exponential") { return .exponential(mean: mean) }
        let ends = spread.words("uniform").compactMap(Quantity.duration)
        guard ends.count == 2, ends[0] <= ends[1] else {
            if let list = spread["uniform"], !holdsUnset(list) {
                diagnostics.error(
                    at: list.location, "'uniform' wants the least and the most time, in this order",
                    fix: "such as uniform: [0.5s, 1.5s]")
            }
            return .none
        }
        return .uniform(ends[0], ends[1])
    }

    private func open(_ reader: Reader, _ warmup: Duration) -> Profile? {
        let stages: [LoadStage]
        var measured: Duration?
        let iterations = reader.int("iterations")
        if let list = reader["stages"] {
            for key in ["rate", "duration"] {
                refuse(key, reader.node, "'\(key)' stands beside 'stages', which have rates and lengths of their own")
            }
            guard let decoded = StageDecoder(context: context).stages(list) else { return nil }
            stages = decoded
            let total = stages.reduce(Duration.zero) { $0 + $1.duration }
            guard warmup < total else {
                diagnostics.error(
                    at: list.location,
                    "the warm-up (\(warmup.text)) is the beginning of the stages, and they are over by then (\(total.text))",
                    fix: "shorten the warm-up, or lengthen the stages")
                return nil
            }
            measured = total - warmup
        } else {
            guard let node = reader["rate"] else {
                lacks("rate", "iterations started a second, or stages for a rate that changes", reader.node)
                return nil
            }
            guard let rate = Reader.word(node, context.scope).flatMap(Quantity.perSecond) else { return nil }
            guard rate > 0 else {
                diagnostics.error(at: node.location, "a rate of 0 starts nothing", fix: "such as 200rps")
                return nil
            }
            guard let length = length(reader, rate, warmup) else { return nil }
            measured = reader.duration("duration")
            stages = [.hold(rate, warmup + length)]
        }
        let curve = RateCurve(stages)
        guard curve.total >= 1 else {
            diagnostics.error(
                at: reader.location, "the open model plans less than one iteration", fix: "a higher rate, or more time")
            return nil
        }
        let arrivals: OpenModel.Arrivals = reader.word("arrivals") == "poisson" ? .poisson : .constant
        let most = reader.int("max_in_flight") ?? Self.defaultInFlight(peak: curve.peak)
        return Profile(
            model: .open(OpenModel(arrivals: arrivals, stages: stages, maxInFlight: most)),
            length: iterations.map { .iterations($0) } ?? .duration(measured ?? .seconds(1)), warmup: warmup,
            measured: iterations == nil ? measured : nil)
    }

    /// How long a constant rate is held after the warm-up.
    private func length(_ reader: Reader, _ rate: Double, _ warmup: Duration) -> Duration? {
        if let duration = reader.duration("duration") { return duration }
        guard let iterations = reader.int("iterations") else {
            if reader["duration"] == nil, reader["iterations"] == nil {
                diagnostics.error(
                    at: reader.location, "'load' says nothing to do", fix: "write duration, iterations or both")
            }
            return .seconds(1)
        }
        // Random arrivals may take longer than their mean; the number of iterations ends the load.
        let seconds = Double(iterations) / rate
        let length = Duration.seconds(min(seconds * 2 + 10, 365 * 86_400))
        guard seconds > warmup.seconds else {
            diagnostics.error(
                at: reader["iterations"]?.location,
                "\(iterations) iterations at \(DurationText.fixed(rate, places: 3)) rps are over before the warm-up (\(warmup.text)) is",
                fix: "more iterations, or a shorter warm-up")
            return nil
        }
        return length
    }

    /// Room for a target that takes two seconds an answer at the highest rate.
    static func defaultInFlight(peak: Double) -> Int { Int(max(100, min(10_000, (2 * peak).rounded(.up)))) }
}

extension ProfileDecoder {
    private static let closedKeys = ["users", "think_time", "pacing"]
    private static let openKeys = ["arrivals", "rate", "stages", "max_in_flight"]

    /// Keys of the other model would say something that never happens.
    private func refuseForeignKeys(_ node: Node, isOpen: Bool) {
        for key in isOpen ? Self.closedKeys : Self.openKeys {
            guard let member = node.mapping?.first(where: { $0.key == key }) else { continue }
            diagnostics.error(
                at: member.keyLocation,
                isOpen
                    ? "'\(key)' belongs to the closed model: in an open one iterations start when the plan says, whoever is free"
                    : "'\(key)' belongs to the open model: in a closed one users begin again when they have their answer",
                fix: isOpen
                    ? "remove it; rate or stages say how much, max_in_flight how many at a time"
                    : "write model: open, or users with think_time or pacing")
        }
    }

    /// The measurement of a closed model ends by time or by count.
    private func checkLength(_ node: Node) {
        let chosen = (node.mapping ?? []).filter { ["duration", "iterations"].contains($0.key) }
        if chosen.isEmpty {
            diagnostics.error(
                at: node.location, "'load' says nothing to do", fix: "write one of: duration, iterations")
        } else if chosen.count == 2 {
            diagnostics.error(
                at: chosen[1].keyLocation, "'load' has '\(chosen[0].key)' and '\(chosen[1].key)'",
                fix: "write exactly one of: duration, iterations")
        }
    }

    private func refuse(_ key: String, _ node: Node, _ message: String) {
        guard let member = node.mapping?.first(where: { $0.key == key }) else { return }
        diagnostics.error(at: member.keyLocation, message, fix: "remove it")
    }

    private func lacks(_ key: String, _ summary: String, _ node: Node) {
        diagnostics.error(at: node.location, "'load' lacks the key '\(key)'", fix: "\(key): \(summary)")
    }

    private func holdsUnset(_ node: Node) -> Bool {
        var holds = false
        node.forEachScalar { scalar, _ in
            let text = Template(scalar.text).resolvedIfKnown(in: context.scope) ?? ""
            holds = holds || Unset.stands(in: text)
        }
        return holds
    }
}
