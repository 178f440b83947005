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
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                if let now = control.progress, !Task.isCancelled { progress(line(now)) }
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

    private static func line(_ progress: LoadProgress) -> String {
        let completed = Int(clamping: progress.succeeded + progress.failed)
        let p95 = progress.recent.percentile(95).map { ", p95 \($0.text)" } ?? ""
        let failed = progress.failed > 0 ? ", \(DurationText.grouped(Int(clamping: progress.failed))) failed" : ""
        return "\(DurationText.grouped(completed)) requests\(failed)\(p95), \(progress.inFlight) in flight"
    }
}
