internal import Load
internal import Model
internal import Statistics
internal import Transfer

/// Makes a `LoadSuite` of a performance suite that has passed `LoadShape`.
struct LoadDecoder {
    let context: DecodingContext

    private var diagnostics: Diagnostics { context.diagnostics }

    func decode(_ node: Node) -> LoadSuite? {
        let before = errorCount
        let reader = Reader(node, scope: context.scope)
        guard let profile = reader.reader("load"), let users = profile.int("users") else { return nil }
        let scenarios = scenarios(node["scenarios"])
        let limits = limits(node["thresholds"], scenarios)
        let duration = profile.duration("duration")
        let thinkTime = profile.duration("think_time") ?? .zero
        guard errorCount == before else { return nil }
        var plan = LoadPlan(
            model: .closed(users: users, thinkTime: .constant(thinkTime)), scenarios: scenarios,
            length: profile.int("iterations").map { .iterations($0) } ?? .duration(duration ?? .seconds(1)),
            warmup: reader.duration("warmup") ?? .zero, seed: UInt64(clamping: reader.int("seed") ?? 0),
            threads: profile.int("threads"))
        // A request in flight at the end is waited for until it is answered or timed out: given up before, it would
        // count as neither, and a target that hangs would look fine.
        plan.drainLimit = scenarios.flatMap(\.steps).map(\.timeout).reduce(plan.drainLimit) {
            max($0, $1 + .seconds(1))
        }
        if let duration { plan.maxDuration = duration + plan.warmup + plan.drainLimit + .seconds(60) }
        warnOfFewSamples(limits, plan, users, thinkTime, duration)
        let isMutating = (node["scenarios"]?.sequence ?? []).flatMap { $0["steps"]?.sequence ?? [] }
            .contains { Reader($0, scope: context.scope).bool("mutating") ?? false }
        return LoadSuite(
            name: context.suiteName, location: node["load"]?.location ?? node.location, loadPlan: plan, limits: limits,
            isMutating: isMutating, users: users, thinkTime: thinkTime, plannedDuration: duration)
    }

    private var errorCount: Int { diagnostics.errorCount }

    // MARK: Scenarios

    private func scenarios(_ node: Node?) -> [LoadScenario] {
        var names: Set<String> = []
        return (node?.sequence ?? []).compactMap { node in
            let reader = Reader(node, scope: context.scope)
            guard let name = reader.word("name") else { return nil }
            if !names.insert(name).inserted {
                diagnostics.error(
                    at: node.location, "a scenario '\(name)' stands already above", fix: "rename one of the two")
            }
            let steps = (node["steps"]?.sequence ?? []).compactMap(step)
            return LoadScenario(name: name, weight: reader.int("weight") ?? 1, steps: steps)
        }
    }

    /// What is known of an answer under load. Times have an error of their own, which points to thresholds.
    private static let facts: Set<String> = [
        "status", "headers", "header", "body", "json", "jsonpath", "xpath", "regex", "bytes", "sha256",
        "timings.dns", "timings.connect", "timings.tls", "timings.ttfb", "timings.total",
    ]

    private func step(_ node: Node) -> LoadStep? {
        let before = errorCount
        guard let http = node["http"], let check = node["check"], let probe = HTTPDecoder(context: context).probe(http)
        else { return nil }
        let request: HTTPRequest
        do {
            request = try probe.request(context.scope, .now.advanced(by: .seconds(86_400)))
        } catch {
            diagnostics.error(at: http.location, "\(error)")
            return nil
        }
        let url: LoadURL
        do throws(LoadURL.Failure) {
            url = try LoadURL(request.url)
        } catch {
            diagnostics.error(at: http["url"]?.location, error.description, fix: error.fix)
            return nil
        }
        FactCheck(kind: "a request under load", facts: Self.facts, diagnostics: diagnostics).check(node)
        let judge = ResponseJudge(
            AssertionDecoder(context: context).check(check), scope: context.scope, check, diagnostics)
        guard errorCount == before else { return nil }
        do throws(LoadError) {
            return LoadStep(
                name: Reader(node, scope: context.scope).word("name") ?? "\(request.method) \(url.path)",
                origin: url.origin,
                request: try RequestTemplate(
                    method: request.method, target: url.target, headers: headers(request),
                    body: request.bodyBytes),
                expected: judge.expected, timeout: request.timeout, connectTimeout: request.connectTimeout,
                maxBody: request.limits.maxBodyBytes, check: judge.check)
        } catch {
            diagnostics.error(at: http.location, "\(error)")
            return nil
        }
    }

    private func headers(_ request: HTTPRequest) -> [(name: String, value: String)] {
        var headers = request.headers.map { (name: $0.name, value: $0.value) }
        switch request.authentication {
        case .none: break
        case .bearer(let token): headers.append(("Authorization", "Bearer \(token)"))
        case .basic(let user, let password):
            headers.append(("Authorization", "Basic \(Base64Text.encode(Array("\(user):\(password)".utf8)))"))
        }
        if !headers.contains(where: { $0.name.lowercased() == "user-agent" }) {
            headers.append(("User-Agent", "gonogo"))
        }
        return headers
    }

    // MARK: Thresholds

    private func limits(_ node: Node?, _ scenarios: [LoadScenario]) -> [LoadSuite.Limit] {
        let declared = (node?.sequence ?? []).flatMap { limits($0, scenarios) }
        var ids: Set<String> = []
        for limit in declared where !ids.insert(limit.id).inserted {
            diagnostics.error(at: limit.location, "the threshold '\(limit.id)' stands already above")
        }
        return declared + impliedLimit(beside: declared, scenarios.map(\.name), at: node?.location)
    }

    private func limits(_ node: Node, _ scenarios: [LoadScenario]) -> [LoadSuite.Limit] {
        guard let text = Reader(node, scope: context.scope).word("expr"), let place = node["expr"] else { return [] }
        do throws(ThresholdParser.Failure) {
            return expanded(try ThresholdParser.parse(text), node, scenarios)
        } catch {
            diagnostics.error(
                at: place.location.moved(by: error.offset, isQuoted: place.scalar?.isQuoted ?? false),
                "`\(text.clipped(to: 120))`: \(error)")
            return []
        }
    }

    /// A suite that does not say, in a blocking limit, how many errors it allows allows none: percentiles are over successes only, and a
    /// target that fails fast would meet them.
    private func impliedLimit(
        beside limits: [LoadSuite.Limit], _ scenarios: [String], at location: SourceLocation?
    ) -> [LoadSuite.Limit] {
        let onErrors = limits.filter { $0.severity == .block && !$0.isValidity }.map(\.threshold).filter(\.boundsErrors)
        let covered = Set(onErrors.compactMap(\.scenario))
        let isCovered = onErrors.contains { $0.scenario == nil } || covered.isSuperset(of: scenarios)
        guard !isCovered, let location else { return [] }
        let none = Threshold(
            aggregator: .count, metric: .errors, scenario: nil, step: nil, comparison: .lessOrEqual, limit: .count(0))
        return [
            LoadSuite.Limit(
                threshold: none, severity: .block, isValidity: false, id: "count(errors) <= 0", location: location)
        ]
    }

    private func expanded(_ threshold: Threshold, _ node: Node, _ scenarios: [LoadScenario]) -> [LoadSuite.Limit] {
        let names = scenarios.map(\.name)
        let place = node["expr"]?.location ?? node.location
        if threshold.metric == .dropped {
            diagnostics.error(
                at: place, "\(threshold.subject): a closed model drops no starts, so this could never be known",
                fix: "remove it; only an open model drops")
            return []
        }
        if let scenario = threshold.scenario, scenario != "*", !names.contains(scenario) {
            let nearest = NearestName.of(scenario, among: names).map { "did you mean '\($0)'? " } ?? ""
            diagnostics.error(
                at: place, "no scenario '\(scenario)'", fix: "\(nearest)scenarios: \(names.joined(separator: ", "))")
            return []
        }
        if let step = threshold.step {
            let steps = scenarios.filter {
                threshold.scenario.map { $0 == "*" } ?? true || $0.name == threshold.scenario
            }.flatMap(\.steps)
            guard steps.contains(where: { $0.name == step }) else {
                let names = steps.map(\.name)
                let nearest = NearestName.of(step, among: names).map { "did you mean '\($0)'? " } ?? ""
                diagnostics.error(
                    at: place, "no step '\(step)'", fix: "\(nearest)steps: \(names.joined(separator: ", "))")
                return []
            }
        }
        let word = Reader(node, scope: context.scope).word("severity") ?? "block"
        let all =
            threshold.scenario == "*"
            ? names.map { name in
                var one = threshold
                one.scenario = name
                return one
            } : [threshold]
        return all.map { one in
            LoadSuite.Limit(
                threshold: one, severity: Severity(rawValue: word) ?? .block, isValidity: word == "valid",
                id: "\(one.subject) \(one.comparison.rawValue) \(one.limit.text(one.limit.value))",
                location: node.location)
        }
    }

    /// Tells before the run that a percentile can't be gated by as many requests as the plan can send at most.
    private func warnOfFewSamples(
        _ limits: [LoadSuite.Limit], _ plan: LoadPlan, _ users: Int, _ thinkTime: Duration, _ duration: Duration?
    ) {
        let longest = plan.scenarios.map(\.steps.count).max() ?? 1
        let most: Int
        switch plan.length {
        case .iterations(let count): most = count.multipliedReportingOverflow(by: longest).partialValue
        case .duration(let length):
            guard thinkTime > .zero else { return }
            // Clamped: a year of 100 000 users who hardly think is more than an Int holds.
            most = Int(min(1e15, Double(users) * Double(longest) * (length.seconds / thinkTime.seconds + 1)))
        }
        for limit in limits {
            guard case .percentile(let percentile) = limit.threshold.aggregator,
                let needed = SampleSize.minimumSamples(forPercentile: percentile), most < needed
            else { continue }
            diagnostics.warning(
                at: limit.location,
                "\(limit.threshold.aggregatorName) needs \(needed) samples, and this plan sends at most \(most) requests",
                fix: "a limit that is met will be INCONCLUSIVE: run longer, with more users or less think time")
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

extension HTTPRequest {
    /// The body as bytes; files are not offered to loads.
    var bodyBytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }
}
