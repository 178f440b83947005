internal import Load
internal import Model
internal import Threads

/// The one place where the harness's tasks meet the engine's threads.
enum LoadRun {
    /// What was measured, and what the abort rules saw meanwhile.
    struct Ending: Sendable {
        var result: LoadResult
        var aborts: [AbortWatch]
    }

    /// Runs the plan on threads of its own; cancelling the task stops it within some 20 ms, and so does an abort rule.
    static func measure(
        _ plan: LoadPlan, aborts: [AbortRule], progress: @escaping @Sendable (RunProgress) -> Void
    ) async -> Result<Ending, LoadError> {
        let control = LoadControl()
        let watcher = Task { () -> LoadWatch in
            var watch = LoadWatch(plan, aborts)
            while !Task.isCancelled {
                try? await Task.sleep(for: watch.interval)
                guard !Task.isCancelled else { break }
                if watch.look(control.progress, tell: progress) { control.abort() }
            }
            return watch
        }
        let result = await withTaskCancellationHandler {
            await OwnThread.run {
                Result { () throws(LoadError) in try LoadEngine.run(plan, control: control) }
            }
        } onCancel: {
            control.stop()
        }
        watcher.cancel()
        var watch = await watcher.value
        if let last = control.progress { watch.end(last) }
        return result.map { Ending(result: $0, aborts: watch.aborts) }
    }
}
