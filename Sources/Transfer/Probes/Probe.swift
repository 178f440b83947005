import Threads

/// What the probes share: a thread of their own to block on, and the first two phases.
enum Probe {
    /// Runs blocking work off the cooperative pool; a cancelled task raises the flag that the work looks at.
    static func run<Value: Sendable>(
        _ work: @escaping @Sendable (Cancellation) throws(TransferError) -> Value
    ) async throws(TransferError) -> Value {
        ignoreBrokenPipes()
        let cancellation = Cancellation()
        let result: Result<Value, TransferError> = await withTaskCancellationHandler {
            await OwnThread.run {
                Result { () throws(TransferError) in try work(cancellation) }
            }
        } onCancel: {
            cancellation.request()
        }
        return try result.get()
    }

    /// The same with a time limit; an error tells how far it came.
    static func timed<Value: Sendable>(
        _ timeout: Duration,
        _ work: @escaping @Sendable (Deadline, inout TransferTimings, Cancellation) throws(TransferError) -> Value
    ) async throws(TransferError) -> Value {
        let deadline = Deadline(after: timeout)
        return try await run { (cancellation) throws(TransferError) in
            var timings = TransferTimings()
            do throws(TransferError) {
                return try work(deadline, &timings, cancellation)
            } catch {
                var error = error
                timings.total = deadline.elapsed
                error.timings = timings
                throw error
            }
        }
    }

    /// Resolves and connects, timing both.
    static func connect(
        to endpoint: HostAndPort, by deadline: Deadline, timings: inout TransferTimings, _ cancellation: Cancellation
    ) throws(TransferError) -> Socket {
        let addresses = try Resolver.resolve(endpoint, by: deadline, cancellation)
        timings.dns = deadline.elapsed
        let socket = try Socket.connect(to: endpoint, at: addresses, by: deadline, cancellation)
        timings.connect = deadline.elapsed - timings.dns
        return socket
    }
}
