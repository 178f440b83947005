import Synchronization
import Threads

/// The connections and cookies of one case: what one request leaves open, the next one uses.
///
/// Requests are made one after the other, each on a thread of its own; the caller's task only waits.
package final class TransferSession: Sendable {
    private let curl: CurlSession
    /// A second request waits here until the first is done: libcurl's handle serves one at a time.
    private let turn = Mutex(())

    /// With `keepsCookies`, cookies of earlier answers are sent where RFC 6265 lets them.
    package init(keepsCookies: Bool = true) throws(TransferError) {
        curl = try CurlSession(keepsCookies: keepsCookies)
    }

    /// Sends the request, follows its redirects if it says so, and returns the complete answer.
    ///
    /// Ends at the request's deadline or, when the task is cancelled, at once.
    package func perform(_ request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
        let deadline = Deadline(after: request.timeout)
        let cancellation = Cancellation()
        let curl = curl
        let result: Result<HTTPResponse, TransferError> = await withTaskCancellationHandler {
            await OwnThread.run {
                self.turn.withLock { _ in
                    var exchange = Exchange(curl: curl, deadline: deadline, cancellation: cancellation)
                    return exchange.run(request)
                }
            }
        } onCancel: {
            cancellation.request()
            curl.wakeUp()
        }
        return try result.get()
    }
}
