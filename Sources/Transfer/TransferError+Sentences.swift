#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What both libcurl's exchanges and the probes have to say.
extension TransferError {
    static func unresolved(_ host: String) -> TransferError {
        TransferError(.dns, in: .dns, blame: .environment, "the name \(host) could not be resolved")
    }

    /// The deadline, or the part of it for connecting, passed in this phase.
    static func late(_ phase: Phase, after timeout: Duration, at endpoint: HostAndPort) -> TransferError {
        let doing =
            switch phase {
            case .preparation, .dns: "resolving \(endpoint.host)"
            case .connect: "connecting to \(endpoint)"
            case .tls: "in the TLS handshake with \(endpoint)"
            case .send: "sending the request to \(endpoint)"
            case .firstByte: "waiting for the answer of \(endpoint)"
            case .body: "receiving the body from \(endpoint)"
            }
        return TransferError(
            .timeout, in: phase, blame: phase == .dns ? .environment : .target,
            "\(timeout.readable) passed while \(doing)")
    }

    /// No connection, for the reason that the system gave as an errno; 0 where it gave none.
    static func notConnected(to place: String, _ systemError: Int32, detail: String) -> TransferError {
        switch systemError {
        case ECONNREFUSED:
            var error = TransferError(.connect, in: .connect, blame: .target, "\(place) refused the connection")
            error.isRefusal = true
            return error
        case ECONNRESET, EPIPE:
            return TransferError(.reset, in: .connect, blame: .target, "\(place) reset the connection")
        case ETIMEDOUT: return TransferError(.timeout, in: .connect, blame: .target, "\(place) did not answer")
        case 0: return TransferError(.connect, in: .connect, blame: .target, "no connection to \(place): \(detail)")
        default:
            // No route, no permission, no descriptor left: this side's.
            return TransferError(
                .connect, in: .connect, blame: .environment, "no connection to \(place): \(systemMessage(systemError))")
        }
    }
}
