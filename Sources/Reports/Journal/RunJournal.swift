internal import Files
package import Model
internal import Synchronization

/// Writes down what a run finds while it runs, so that a killed run still shows it.
///
/// A journal that can't be written never stops a run: the first problem is kept, and nothing more is written.
package final class RunJournal: Sendable {
    package let path: String
    private let file: AppendFile
    private let redactor: Redactor
    private let state = Mutex<ReportError?>(nil)

    /// Makes the folder of the run below `directory` and begins its journal anew; `header` is the record with
    /// every planned check as skipped.
    package init(_ header: RunRecord, under directory: String, redactor: Redactor) throws(ReportError) {
        if let problem = DeploymentID.problem(with: header.deploymentId) { throw .unusableDeploymentID(problem) }
        let folder = Path.join(directory, header.deploymentId)
        path = Path.join(folder, RunFolder.journalName)
        self.redactor = redactor
        do throws(FilesError) {
            try Directory.create(folder)
            file = try AppendFile(path, replacing: true)
        } catch {
            throw .notWritten(problems: [error.description], written: [])
        }
        write(.run(header))
        if let problem { throw problem }
    }

    /// Why the journal is incomplete, where it is.
    package var problem: ReportError? { state.withLock { $0 } }

    package func record(_ event: RunEvent, at: Timestamp) {
        if let entry = JournalEntry(event, at: at) { write(entry) }
    }

    private func write(_ entry: JournalEntry) {
        guard problem == nil else { return }
        do throws(ReportError) {
            let line = try entry.redacted(by: redactor).encoded()
            guard !redactor.finds(in: line) else {
                throw .notWritten(problems: ["\(path) was ended: a known secret would stand in it"], written: [])
            }
            try append(line)
        } catch {
            state.withLock { $0 = $0 ?? error }
        }
    }

    private func append(_ line: [UInt8]) throws(ReportError) {
        do throws(FilesError) {
            try file.append(line: line)
        } catch {
            throw .notWritten(problems: [error.description], written: [])
        }
    }
}
