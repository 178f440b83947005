import CSystem
import Load

/// Stops a run from another thread once a condition holds, or after ten seconds.
struct Stopper {
    private final class Job: Sendable {
        let control: LoadControl
        let condition: @Sendable () -> Bool

        init(_ control: LoadControl, _ condition: @escaping @Sendable () -> Bool) {
            self.control = control
            self.condition = condition
        }
    }

    private var thread: UInt = 0

    init(control: LoadControl, when condition: @escaping @Sendable () -> Bool) {
        let job = Unmanaged.passRetained(Job(control, condition))
        let error = sys_thread_start(
            &thread,
            { context in
                guard let context else { return nil }
                let job = Unmanaged<Job>.fromOpaque(context).takeRetainedValue()
                for _ in 0..<10_000 where !job.condition() { sys_sleep_ns(1_000_000) }
                job.control.stop()
                return nil
            }, job.toOpaque())
        precondition(error == 0, "no thread")
    }

    func join() { sys_thread_join(thread) }
}
