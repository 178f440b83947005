internal import Load
internal import Model
internal import Transfer

/// Makes the engine's scenarios of `scenarios`.
struct ScenarioDecoder {
    let context: DecodingContext

    private var diagnostics: Diagnostics { context.diagnostics }

    func scenarios(_ node: Node?) -> [LoadScenario] {
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
        let before = diagnostics.errorCount
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
        guard diagnostics.errorCount == before else { return nil }
        do throws(LoadError) {
            return LoadStep(
                name: Reader(node, scope: context.scope).word("name") ?? "\(request.method) \(url.path)",
                origin: Origin(url, request),
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
}

extension HTTPRequest {
    /// The body as bytes; files are not offered to loads.
    var bodyBytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }
}
