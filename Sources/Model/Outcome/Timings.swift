/// The phases of one HTTP exchange in milliseconds, each from the start of the request, as curl counts them.
package struct Timings: Sendable, Codable, Equatable {
    package var dnsMs: Double?
    package var connectMs: Double?
    package var tlsMs: Double?
    package var ttfbMs: Double?
    package var totalMs: Double

    package init(dnsMs: Double? = nil, connectMs: Double? = nil, tlsMs: Double? = nil, ttfbMs: Double? = nil, totalMs: Double) {
        self.dnsMs = dnsMs
        self.connectMs = connectMs
        self.tlsMs = tlsMs
        self.ttfbMs = ttfbMs
        self.totalMs = totalMs
    }
}
