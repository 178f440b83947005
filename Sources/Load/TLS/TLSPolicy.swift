/// How far the peer of a TLS connection is trusted, and who we say we are; the same choices as for checks.
package struct TLSPolicy: Sendable, Hashable {
    /// Checks the chain and the host name.
    package var verifies: Bool
    /// A PEM file of trusted authorities, in place of the system's.
    package var caFile: String?
    /// PEM files with the client's certificate and its key.
    package var certificateFile: String?
    package var keyFile: String?
    /// The SHA-256 of the peer's public key, in base64.
    package var pinnedPublicKey: String?
    /// The name asked for and checked, in place of the origin's host.
    package var serverName: String?

    package init(
        verifies: Bool = true, caFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil,
        pinnedPublicKey: String? = nil, serverName: String? = nil
    ) {
        self.verifies = verifies
        self.caFile = caFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.pinnedPublicKey = pinnedPublicKey
        self.serverName = serverName
    }
}
