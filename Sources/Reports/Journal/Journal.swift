package import Model

/// Makes a record of what a run had found when its process ended.
package enum Journal {
    /// The record of the journal's lines, marked as killed; a line that was cut or damaged is left out and noted.
    package static func record(_ bytes: [UInt8]) throws(ReportError) -> RunRecord {
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard let first = lines.first, let header = (try? JournalEntry.decode(Array(first)))?.run else {
            throw .unreadable("the journal does not begin with the description of a run")
        }
        guard header.schema == RunRecord.currentSchema else {
            throw .unreadable(
                "the journal has the schema '\(header.schema.oneLine(60))'; this program reads '\(RunRecord.currentSchema)'"
            )
        }
        let entries = lines.dropFirst().map { try? JournalEntry.decode(Array($0)) }
        let known = entries.compactMap(\.self)
        // The last line is cut whenever the process ended while writing it: nothing to wonder at.
        let damaged = entries.dropLast().count { $0 == nil }
        return RunRecord(
            tool: header.tool, project: header.project, environment: header.environment,
            deploymentId: header.deploymentId, startedAt: header.startedAt,
            finishedAt: max(known.map(\.at).max() ?? header.startedAt, header.startedAt), interruption: .killed,
            policy: header.policy, suites: suites(known, planned: header.suites),
            notes: header.notes
                + (damaged > 0 ? ["\(Figure.count(damaged, "line")) of the journal could not be read"] : []))
    }

    /// The planned suites, then others in the order in which they were first mentioned, with the results that came in.
    private static func suites(_ entries: [JournalEntry], planned: [SuiteResult]) -> [SuiteResult] {
        var suites = planned
        var places: [String: Int] = [:]
        for (place, suite) in planned.enumerated() { places[suite.name] = place }
        func place(of suite: SuiteResult) -> Int {
            if let place = places[suite.name] { return place }
            places[suite.name] = suites.count
            suites.append(suite)
            return suites.count - 1
        }
        for entry in entries {
            if let suite = entry.suiteStarted { _ = place(of: suite) }
            if let suite = entry.suiteFinished { suites[place(of: suite)] = suite }
            guard let finished = entry.caseFinished else { continue }
            let unknown = SuiteResult(name: finished.suite, kind: .smoke, file: "", startedAt: entry.at)
            let index = place(of: unknown)
            if let planned = suites[index].cases.firstIndex(where: { $0.id == finished.result.id }) {
                suites[index].cases[planned] = finished.result
            } else {
                suites[index].cases.append(finished.result)
            }
            if suites[index].file.isEmpty { suites[index].file = finished.result.location?.file ?? "" }
            suites[index].durationMs = Double(
                max(
                    0,
                    entry.at.millisecondsSince1970.subtractingReportingOverflow(
                        suites[index].startedAt.millisecondsSince1970
                    ).partialValue))
        }
        return suites
    }
}
