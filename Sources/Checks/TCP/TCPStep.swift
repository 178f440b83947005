internal import Model
internal import Transfer

/// Steps that open a TCP connection, and may send and expect bytes.
enum TCPStep: StepKind {
    static let name = "tcp"
    static let summary = "a TCP connection; having connected is a check of its own"
    static let checksByItself = true
    static let facts: Set<String> = [
        "received", "body", "json", "jsonpath", "xpath", "regex", "bytes", "sha256", "timings.dns", "timings.connect",
        "timings.total",
    ]

    static let shape = MappingShape(
        "tcp",
        [
            Field("host", .text, "a name or an address"),
            Field("port", .text, "the port, 1 to 65535; needed with host"),
            Field(
                "url", .text,
                "a URL or connection string that names host and port, such as {{database_url}}; it is never shown"),
            Field("send", .text, "text sent once connected"),
            Field("expect", .text, "text that the server's answer has to begin with"),
            Field("timeout", .duration, default: "10s", "for everything"),
        ], exactlyOne: ["host", "url"])

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        guard let address = address(node, reader, context) else { return nil }
        return TCPStepProbe(
            address: address, send: reader.template("send"), expect: reader.template("expect"),
            timeout: reader.duration("timeout") ?? .seconds(10), location: node.location)
    }

    private static func address(_ node: Node, _ reader: Reader, _ context: DecodingContext) -> TCPAddress? {
        if let url = reader.template("url") {
            if let port = node["port"] {
                context.diagnostics.error(at: port.location, "'port' stands beside 'url'", fix: "put it into the url")
            }
            if let text = url.resolvedIfKnown(in: context.scope), !Unset.stands(in: text) {
                do { _ = try TCPAddress.endpoint(url: text) } catch {
                    context.diagnostics.error(
                        at: node["url"]?.location, "\(error)", fix: "such as postgresql://db.example:5432/shop")
                }
            }
            return .url(url)
        }
        guard let host = reader.template("host") else { return nil }
        guard let port = reader.template("port") else {
            context.diagnostics.error(at: node.location, "'tcp' lacks the key 'port'", fix: "port: 1 to 65535")
            return nil
        }
        PortText.check(port, node["port"], context)
        return .hostAndPort(host, port)
    }
}

private struct TCPStepProbe: Probe {
    let address: TCPAddress
    let send: Template?
    let expect: Template?
    let timeout: Duration
    let location: SourceLocation

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        let endpoint: HostAndPort
        var probe: TCPProbe
        do {
            endpoint = try address.endpoint(in: context)
            probe = TCPProbe(host: endpoint.host, port: endpoint.port)
            probe.send = Array(try send?.text(in: context.scope).utf8 ?? "".utf8)
            probe.expect = try expect.map { Array(try $0.text(in: context.scope).utf8) }
        } catch {
            return ProbeResult(
                finding: .failure(
                    Observation(
                        property: "connection", expected: "a host and a port", actual: "\(error)", outcome: .errored,
                        location: location)))
        }
        probe.timeout = max(.milliseconds(1), min(timeout, ContinuousClock.now.duration(to: deadline)))
        let line = "tcp \(endpoint)"
        do throws(TransferError) {
            let result = try await probe.run()
            let timings = Timings(result.timings, url: "")
            let text = String(decoding: result.received, as: UTF8.self)
            if result.matched == false, let expect {
                return ProbeResult(
                    request: line, response: "\(result.received.count) bytes", timings: timings,
                    finding: .failure(
                        Observation(
                            property: "received",
                            expected: "to begin with \"\(expect.resolvedIfKnown(in: context.scope) ?? "")\"",
                            actual: "\"\(context.run.redactor.redact(text).clipped(to: 200))\"", outcome: .failed,
                            errorClass: "check", location: location)))
            }
            let facts: [String: Evidence.Fact] = [
                "received": .text(text), "bytes": .bytes(result.received.count),
                "timings.dns": .milliseconds(result.timings.dns.milliseconds),
                "timings.connect": .milliseconds(result.timings.connect.milliseconds),
                "timings.total": .milliseconds(result.timings.total.milliseconds),
            ]
            return ProbeResult(
                request: line, response: "connected", timings: timings,
                finding: .evidence(Evidence(facts: facts, body: result.received)))
        } catch {
            return ProbeResult(
                request: line, timings: Timings(error.timings, url: ""), finding: .failure(Observation(error, location))
            )
        }
    }
}

/// A port that may be a variable.
enum PortText {
    struct NotAPort: Error, CustomStringConvertible {
        let text: String
        /// Not cut any shorter: it may be a secret, and what shows it masks it before it cuts.
        var description: String { "`\(text.clipped(to: 20_000).printable)` is no port" }
    }

    /// Reports a port that is known before the run and can't be one.
    static func check(_ template: Template, _ node: Node?, _ context: DecodingContext) {
        guard let text = template.resolvedIfKnown(in: context.scope), !Unset.stands(in: text) else { return }
        do { _ = try port(template, context.scope) } catch {
            context.diagnostics.error(at: node?.location, "\(error)", fix: "a whole number from 1 to 65535")
        }
    }

    static func port(_ template: Template, _ scope: Scope) throws -> Int {
        let text = try template.text(in: scope)
        guard let port = Quantity.integer(text), (1...65_535).contains(port) else { throw NotAPort(text: text) }
        return port
    }
}
