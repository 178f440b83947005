internal import CSystem
internal import Dispatch

/// Work that blocks, on a thread of its own.
///
/// A global dispatch queue is no place for it: its few threads are those of Swift's tasks, so a handful of waiting
/// programs would hold up every other case, the run's time limit and the end after a signal.
enum BlockingThread {
    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            let parcel = Unmanaged.passRetained(Parcel { continuation.resume(returning: work()) })
            var thread: UInt = 0
            guard sys_thread_start(&thread, unpackAndRun, parcel.toOpaque()) == 0 else {
                // No thread can be had: late is better than never.
                parcel.release()
                DispatchQueue.global().async { continuation.resume(returning: work()) }
                return
            }
            sys_thread_detach(thread)
        }
    }

    fileprivate final class Parcel: Sendable {
        let work: @Sendable () -> Void
        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
}

private func unpackAndRun(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<BlockingThread.Parcel>.fromOpaque(argument).takeRetainedValue().work()
    return nil
}
