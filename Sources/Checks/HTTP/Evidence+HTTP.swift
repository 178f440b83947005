internal import Model
internal import Transfer

extension Evidence {
    /// What an HTTP response tells.
    convenience init(_ response: HTTPResponse) {
        var facts: [String: Fact] = [
            "status": .integer(response.status), "version": .text(response.version), "url": .text(response.url),
            "bytes": .bytes(response.body.count), "redirects": .integer(response.redirects.count),
            "timings.dns": .milliseconds(response.timings.dns.milliseconds),
            "timings.connect": .milliseconds(response.timings.connect.milliseconds),
            "timings.tls": .milliseconds(response.timings.tls.milliseconds),
            "timings.total": .milliseconds(response.timings.total.milliseconds),
        ]
        if let ttfb = response.timings.ttfb { facts["timings.ttfb"] = .milliseconds(ttfb.milliseconds) }
        if let certificate = response.certificate { facts.merge(Self.facts(certificate)) { _, new in new } }
        self.init(
            facts: facts, headers: response.headers.map { ($0.name, $0.value) },
            cookies: response.cookies.map { ($0.name, $0.value) }, body: response.body)
    }

    static func facts(_ certificate: Certificate) -> [String: Fact] {
        let lifetime = Double(certificate.notAfter) - Double(certificate.notBefore)
        return [
            "tls.valid": .bool(certificate.isValid), "tls.days_left": .decimal(certificate.daysLeft),
            "tls.fraction_left": .decimal(certificate.fractionLeft), "tls.issuer": .text(certificate.issuer),
            "tls.subject": .text(certificate.subject),
            "tls.expires_in": lifetime > 0
                ? .measured(certificate.daysLeft * 86_400, .lifetime(total: lifetime))
                : .unknown("the certificate ends before it begins"),
        ]
    }
}

extension Timings {
    /// The phases that there were: a reused connection has none but first byte and total, a plain one no TLS.
    init(_ timings: TransferTimings, url: String) {
        func phase(_ duration: Duration) -> Double? { duration > .zero ? duration.milliseconds : nil }
        self.init(
            dnsMs: phase(timings.dns), connectMs: phase(timings.connect), tlsMs: phase(timings.tls),
            ttfbMs: timings.ttfb?.milliseconds, totalMs: timings.total.milliseconds)
    }
}

extension Observation {
    /// Why there was no answer. What is not the target's fault is no failure of it.
    init(_ error: TransferError, _ location: SourceLocation) {
        let outcome: Outcome = error.blame == .target ? .failed : .errored
        self.init(
            property: "exchange", expected: "an answer", actual: error.message, outcome: outcome,
            errorClass: error.kind == .usage || error.kind == .cancelled ? nil : error.kind.rawValue, location: location
        )
    }
}
