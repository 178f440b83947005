internal import Load
internal import Model
internal import Threads

/// The one place where the harness's tasks meet the engine's threads.
enum LoadRun {
    /// Runs the plan on threads of its own; cancelling the task stops it within some 20 ms.
    static func measure(_ plan: LoadPlan, progress: @escaping @Sendable (String) -> Void) async -> Result<
        LoadResult, LoadError
    > {
        let control = LoadControl()
        let watcher = Task {
            var before = LoadProgress()
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                guard let now = control.progress, !Task.isCancelled else { continue }
                progress(line(now, lately: now.since(before)))
                before = now
            }
        }
        defer { watcher.cancel() }
        return await withTaskCancellationHandler {
            await OwnThread.run {
                Result { () throws(LoadError) in try LoadEngine.run(plan, control: control) }
            }
        } onCancel: {
            control.stop()
        }
    }

    private static func line(_ progress: LoadProgress, lately: LoadProgress) -> String {
        let total = progress.total
        let completed = Int(clamping: total.completed)
        let p95 = lately.total.response.percentile(95).map { ", p95 \($0.text)" } ?? ""
        let failed = total.failed > 0 ? ", \(DurationText.grouped(Int(clamping: total.failed))) failed" : ""
        return "\(DurationText.grouped(completed)) requests\(failed)\(p95), \(progress.inFlight) in flight"
    }
}
