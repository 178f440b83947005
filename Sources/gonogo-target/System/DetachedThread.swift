/// A thread of the system that nobody joins: connections block, and must not hold up Swift's own pool.
enum DetachedThread {
    /// Room for the JSON decoder at its deepest nesting; only what is touched becomes memory.
    private static let stackBytes = 1 << 20

    /// Runs `work` on a new thread; false, and `work` never runs, when none can be had.
    static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let parcel = Unmanaged.passRetained(Parcel(work)).toOpaque()
        guard Platform.startThread(stackBytes: stackBytes, unpackAndRun, parcel) else {
            Unmanaged<Parcel>.fromOpaque(parcel).release()
            return false
        }
        return true
    }
}

private final class Parcel: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}

private func unpackAndRun(_ argument: Platform.ThreadArgument) -> UnsafeMutableRawPointer? {
    let parcel: UnsafeMutableRawPointer? = argument
    if let parcel { Unmanaged<Parcel>.fromOpaque(parcel).takeRetainedValue().work() }
    return nil
}
