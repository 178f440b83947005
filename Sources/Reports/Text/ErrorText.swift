package import Model

/// What went wrong under load, for stderr: each kind with its count and one sample.
package enum ErrorText {
    private static let most = 10

    /// One line for each kind, the most frequent first; empty where nothing failed.
    ///
    ///     errors under load: 100 × status (judgement): GET /health at 127.0.0.1:8080: answered 503
    package static func render(_ suites: [SuiteResult]) -> String {
        let loads = suites.filter { $0.load != nil }
        let errors = loads.flatMap { suite in (suite.load?.errors ?? []).map { (suite: suite.name, error: $0) } }
            .sorted { $0.error.count > $1.error.count }
        // The last line tells how many are left out.
        let shown = errors.count > most ? errors.prefix(most - 1) : errors[...]
        var text = ""
        for (suite, error) in shown {
            let name = loads.count > 1 ? " in \(suite.oneLine(60))" : ""
            let blame = error.blame == "target" ? "" : ", not the target's"
            text +=
                "errors under load\(name): \(DurationText.grouped(error.count)) × \(error.errorClass.oneLine(40)) "
                + "(\(error.phase.oneLine(40))\(blame)): \(error.sample.oneLine(300))\n"
        }
        let rest = errors.count - shown.count
        return rest > 0 ? text + "… and \(Figure.count(rest, "more kind")) in the run record\n" : text
    }
}
