/// What a TLS peer's own certificate says, and whether it can be trusted.
package struct Certificate: Sendable, Equatable {
    /// RFC 2253 text, most specific part first: `CN=api.example,O=Example`.
    package var subject: String
    package var issuer: String
    /// The DNS names and IP addresses it is for; at most 100.
    package var alternativeNames: [String]
    /// Seconds since 1970.
    package var notBefore: Int64
    package var notAfter: Int64
    /// When the peer showed it, in seconds since 1970; `daysLeft` counts from here.
    package var seenAt: Int64
    /// Why it can't be trusted, as a sentence; nil when chain, dates and host name are right.
    package var problem: String?

    package var isValid: Bool { problem == nil }

    /// Days until it expires, negative when it has.
    package var daysLeft: Double { Double(notAfter) / 86400 - Double(seenAt) / 86400 }

    /// The part of its lifetime that is left, from 1 to 0; 0 when it has expired.
    package var fractionLeft: Double {
        let lifetime = Double(notAfter) - Double(notBefore)
        guard lifetime > 0 else { return 0 }
        return min(1, max(0, (Double(notAfter) - Double(seenAt)) / lifetime))
    }
}
