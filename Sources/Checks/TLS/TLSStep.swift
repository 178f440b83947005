internal import Model
internal import Transfer

/// Steps that make a TLS handshake and look at the certificate.
enum TLSStep: StepKind {
    static let name = "tls"
    static let summary = "a TLS handshake; a trusted certificate is a check of its own, unless verify is false"
    static let checksByItself = true
    static let facts: Set<String> = [
        "tls.valid", "tls.days_left", "tls.fraction_left", "tls.expires_in", "tls.issuer", "tls.subject",
        "tls.version", "tls.cipher", "tls.alpn",
        "timings.connect", "timings.tls", "timings.total",
    ]

    static let shape = MappingShape(
        "tls",
        [
            Field("host", .text, required: true, "a name or an address"),
            Field("port", .text, default: "443", "the port"),
            Field("server_name", .text, default: "the host", "the name asked for and verified"),
            Field("alpn", .list(.word), "protocols to offer, such as h2"),
            Field("timeout", .duration, default: "10s", "for everything"),
        ] + HTTPStep.tls.fields.filter { ["verify", "ca_file"].contains($0.name) })

    static func rule(of property: String) -> TrackedRule? { TLSExpiry.rule(of: property) }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        guard let host = reader.template("host") else { return nil }
        let port = reader.template("port") ?? Template("443")
        PortText.check(port, node["port"], context)
        return TLSStepProbe(
            host: host, port: port, serverName: reader.template("server_name"), alpn: reader.words("alpn"),
            options: TLSDecoder.options(node, context.defaults?["http"]?["tls"], context),
            timeout: reader.duration("timeout") ?? .seconds(10), location: node.location)
    }
}

/// The rule about certificates that end soon, which http steps can break too.
enum TLSExpiry {
    static func rule(of property: String) -> TrackedRule? {
        guard ["tls.days_left", "tls.fraction_left", "tls.expires_in"].contains(property) else { return nil }
        return TrackedRule(id: "preflight/tls-expiry", fix: "renew the certificate, and see that it is renewed in time")
    }
}

private struct TLSStepProbe: Probe {
    let host: Template
    let port: Template
    let serverName: Template?
    let alpn: [String]
    let options: TLSOptions
    let timeout: Duration
    let location: SourceLocation

    var notes: [String] { options.verifies ? [] : ["TLS certificates were not verified"] }

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        var probe: TLSProbe
        do {
            probe = TLSProbe(host: try host.text(in: context.scope), port: try PortText.port(port, context.scope))
            probe.serverName = try serverName?.text(in: context.scope)
        } catch {
            return ProbeResult(
                finding: .failure(
                    Observation(
                        property: "connection", expected: "a host and a port", actual: "\(error)", outcome: .errored,
                        location: location)))
        }
        probe.verifies = options.verifies
        probe.caFile = options.caFile
        probe.applicationProtocols = alpn
        probe.timeout = max(.milliseconds(1), min(timeout, ContinuousClock.now.duration(to: deadline)))
        let line = "tls \(probe.endpoint)"
        do throws(TransferError) {
            let result = try await probe.run()
            var facts = Evidence.facts(result.certificate)
            facts["tls.version"] = .text(result.version)
            facts["tls.cipher"] = .text(result.cipher)
            if let alpn = result.applicationProtocol { facts["tls.alpn"] = .text(alpn) }
            facts["timings.connect"] = .milliseconds(result.timings.connect.milliseconds)
            facts["timings.tls"] = .milliseconds(result.timings.tls.milliseconds)
            facts["timings.total"] = .milliseconds(result.timings.total.milliseconds)
            let days = DurationText.fixed(result.certificate.daysLeft, places: 1)
            return ProbeResult(
                request: line, response: "\(result.version), \(result.cipher), \(days) days left",
                timings: Timings(result.timings, url: ""), subject: line,
                finding: .evidence(Evidence(facts: facts)))
        } catch {
            return ProbeResult(
                request: line, timings: Timings(error.timings, url: ""), finding: .failure(Observation(error, location))
            )
        }
    }
}
