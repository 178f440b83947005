/// Why an exchange or a probe gave no answer.
package struct TransferError: Error, Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case dns, connect, tls, timeout, reset, `protocol`
        case tooLarge = "too_large"
        case decode
        /// The server answered with an error of its own: a wrong password, a statement that it can't carry out.
        case refused = "status"
        /// The request itself was wrong, or a local file it names; nothing was sent.
        case usage
        case cancelled
    }

    /// What was going on when it ended.
    package enum Phase: String, Sendable, CaseIterable {
        /// Before anything was sent.
        case preparation
        case dns, connect, tls, send
        case firstByte = "first_byte"
        case body
    }

    /// Whose fault it most likely is.
    package enum Blame: String, Sendable, CaseIterable {
        case target
        /// This machine, its network or its resolver, or the request as written.
        case environment
    }

    package var kind: Kind
    package var phase: Phase
    package var blame: Blame
    /// One plain sentence without a full stop: `127.0.0.1:9 refused the connection`.
    package var message: String
    /// True when the target actively refused; `kind` is then `connect`.
    package var isRefusal = false
    /// As far as they were known.
    package var timings = TransferTimings()
    /// What had come of the answer, if its header had.
    package var response: ResponseHead?
    /// The redirects followed before it went wrong.
    package var redirects: [Redirect] = []

    package init(_ kind: Kind, in phase: Phase, blame: Blame, _ message: String) {
        self.kind = kind
        self.phase = phase
        self.blame = blame
        self.message = message
    }

    static func usage(_ message: String) -> TransferError {
        TransferError(.usage, in: .preparation, blame: .environment, message)
    }

    static func cancelled(in phase: Phase) -> TransferError {
        TransferError(.cancelled, in: phase, blame: .environment, "the request was cancelled")
    }
}

extension TransferError: CustomStringConvertible {
    package var description: String { message }
}
