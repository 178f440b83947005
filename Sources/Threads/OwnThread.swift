#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Runs work that blocks on a thread of its own, so that neither the cooperative pool nor Dispatch's waits behind it.
///
/// Both pools have about as many threads as the machine has cores: eight exchanges that wait for a slow target would
/// hold each other up, and their time-outs would count the wait for a thread.
package enum OwnThread {
    /// Starts the work on a new thread, on the caller's where the system gives no more threads.
    package static func start(_ work: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(Box(work))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        #if canImport(Glibc)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        if pthread_create(&thread, &attributes, runBox, box.toOpaque()) != 0 {
            box.release()
            work()
        }
    }

    /// What the work returns, when it is done.
    package static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            start { continuation.resume(returning: work()) }
        }
    }
}

private final class Box {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}

/// A function of its own, because C calls it on another thread.
#if canImport(Glibc)
    private func runBox(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let box { Unmanaged<Box>.fromOpaque(box).takeRetainedValue().work() }
        return nil
    }
#else
    private func runBox(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Box>.fromOpaque(box).takeRetainedValue().work()
        return nil
    }
#endif
