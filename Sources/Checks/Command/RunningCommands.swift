internal import Synchronization

/// The programs that command steps have running, for the one moment when nobody waits for them any more.
package enum RunningCommands {
    private static let running = Mutex<[Int32: Spawned]>([:])

    static func add(_ child: Spawned) { running.withLock { $0[child.pid] = child } }

    static func remove(_ child: Spawned) { _ = running.withLock { $0.removeValue(forKey: child.pid) } }

    /// Ends all of them, and what they started: gonogo itself ends at once after this.
    package static func killAll() {
        for child in running.withLock({ Array($0.values) }) { child.kill() }
    }
}
