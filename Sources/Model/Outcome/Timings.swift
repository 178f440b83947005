/// The phases of one exchange in milliseconds: DNS, connect and TLS each by itself, first byte and total from the start.
package struct Timings: Sendable, Codable, Equatable {
    package var dnsMs: Double?
    package var connectMs: Double?
    package var tlsMs: Double?
    package var ttfbMs: Double?
    package var totalMs: Double

    package init(
        dnsMs: Double? = nil, connectMs: Double? = nil, tlsMs: Double? = nil, ttfbMs: Double? = nil, totalMs: Double
    ) {
        self.dnsMs = dnsMs
        self.connectMs = connectMs
        self.tlsMs = tlsMs
        self.ttfbMs = ttfbMs
        self.totalMs = totalMs
    }
}
