import CSystem
import Synchronization

/// A thread that runs one worker and keeps what it measured.
final class WorkerThread: Sendable {
    private let assignment: Assignment
    private let thread = Mutex<UInt?>(nil)

    /// What crosses to the thread and back. The thread alone touches `result` until it was joined.
    private final class Assignment: @unchecked Sendable {
        let table: PlanTable
        let schedule: Schedule
        let share: Worker.Share
        let control: LoadControl
        let progress: ProgressCell
        var result: LoadResult?

        init(
            _ table: PlanTable, _ schedule: Schedule, _ share: Worker.Share, _ control: LoadControl,
            _ progress: ProgressCell
        ) {
            self.table = table
            self.schedule = schedule
            self.share = share
            self.control = control
            self.progress = progress
        }

        func run() {
            let wallOffset = Clock.wallOffset()
            guard let poller = try? Poller() else { return }
            var worker = Worker(
                table, schedule: schedule, share: share, control: control, progress: progress, poller: poller)
            worker.run()
            let step = Clock.wallOffset() - wallOffset
            result = worker.result(clockStep: .nanoseconds(step.magnitude))
        }
    }

    init(
        _ table: PlanTable, schedule: Schedule, share: Worker.Share, control: LoadControl, progress: ProgressCell
    ) throws(LoadError) {
        assignment = Assignment(table, schedule, share, control, progress)
        var id: UInt = 0
        let context = Unmanaged.passRetained(assignment)
        let error = sys_thread_start(
            &id,
            { context in
                guard let context else { return nil }
                Unmanaged<Assignment>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        guard error == 0 else {
            context.release()
            throw .system("cannot start a thread: \(SystemError(-error))")
        }
        thread.withLock { $0 = id }
    }

    /// Waits for the thread to end; once.
    func join() {
        if let id = thread.withLock({ $0.take() }) { sys_thread_join(id) }
    }

    /// What it measured; nil before `join`, or when its event queue could not be made.
    var result: LoadResult? {
        thread.withLock { $0 == nil } ? assignment.result : nil
    }
}
