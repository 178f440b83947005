import Load

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Prints where a run stands, one line of JSON now and then.
enum ProgressTicker {
    static func start(every seconds: Double, of control: LoadControl) -> Task<Void, Never> {
        Task.detached {
            while (try? await Task.sleep(for: .seconds(seconds))) != nil {
                guard let progress = control.progress else { continue }
                let total = progress.total
                let p50 = total.response.percentile(50).map(microseconds) ?? 0
                print(
                    """
                    {"progress": true, "started": \(total.started), "completed": \(total.completed), \
                    "failed": \(total.failed), "in_flight": \(progress.inFlight), "p50_us": \(p50)}
                    """)
                fflush(nil)
            }
        }
    }
}

/// A line for people beside the figures, on stderr.
func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(2, bytes, bytes.count)
}
