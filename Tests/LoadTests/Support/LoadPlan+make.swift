import Load

extension LoadPlan {
    /// A small plan: one user, ten iterations of `GET /` on a local server, short time-outs.
    static func make(
        port: UInt16, users: Int = 1, thinkTime: ThinkTime = .none, length: Length = .iterations(10),
        steps: [LoadStep]? = nil, warmup: Duration = .zero, seed: UInt64 = 1, maxDuration: Duration = .seconds(10),
        drainLimit: Duration = .seconds(2), threads: Int? = 1
    ) throws -> LoadPlan {
        let steps = try steps ?? [.make(port: port)]
        return LoadPlan(
            model: .closed(users: users, thinkTime: thinkTime), scenarios: [LoadScenario(name: "only", steps: steps)],
            length: length, warmup: warmup, seed: seed, maxDuration: maxDuration, drainLimit: drainLimit,
            threads: threads)
    }
}

extension LoadStep {
    static func make(
        _ name: String = "step", port: UInt16, host: String = "127.0.0.1", method: String = "GET", target: String = "/",
        body: [UInt8] = [], expected: ExpectedStatus = .successful, timeout: Duration = .milliseconds(300),
        maxBody: Int = 16 << 20, check: LoadStep.Check? = nil
    ) throws -> LoadStep {
        let origin = Origin(host: host, port: port)
        return LoadStep(
            name: name, origin: origin,
            request: try RequestTemplate(method: method, target: target, body: body),
            expected: expected, timeout: timeout, connectTimeout: .milliseconds(500), maxBody: maxBody, check: check)
    }
}
