import TestSupport
import Transfer

/// The error that an exchange is expected to end with; nil when it succeeds.
func failure(of request: HTTPRequest) async -> TransferError? {
    do throws(TransferError) {
        _ = try await TransferSession().perform(request)
        return nil
    } catch {
        return error
    }
}

extension HTTPRequest {
    /// A GET with a deadline that tests can wait for.
    static func get(_ url: String, timeout: Duration = .seconds(5)) -> HTTPRequest {
        var request = HTTPRequest(url: url)
        request.timeout = timeout
        return request
    }
}

/// The error and its class, phase and blame in one comparable line.
struct Fault: Equatable, CustomStringConvertible {
    let kind: TransferError.Kind
    let phase: TransferError.Phase
    let blame: TransferError.Blame

    init(_ kind: TransferError.Kind, _ phase: TransferError.Phase, _ blame: TransferError.Blame = .target) {
        self.kind = kind
        self.phase = phase
        self.blame = blame
    }

    init?(_ error: TransferError?) {
        guard let error else { return nil }
        self.init(error.kind, error.phase, error.blame)
    }

    var description: String { "\(kind.rawValue) in \(phase.rawValue), blame \(blame.rawValue)" }
}
