internal import Files
package import Model
internal import Synchronization

/// Writes down what a run finds while it runs, so that a killed run still shows it.
///
/// A journal that can't be written never stops a run: the first problem is kept, and nothing more is written.
package final class RunJournal: Sendable {
    package let path: String
    private let redactor: Redactor
    private let state: Mutex<State>

    private struct State {
        var file: AppendFile
        var problem: ReportError?
        /// How many secrets were known when the lines so far were written.
        var knownSecrets: Int
    }

    /// Makes the folder of the run below `directory` and begins its journal anew; `header` is the record with
    /// every planned check as skipped.
    package init(_ header: RunRecord, under directory: String, redactor: Redactor) throws(ReportError) {
        if let problem = DeploymentID.problem(with: header.deploymentId) { throw .unusableDeploymentID(problem) }
        let folder = Path.join(directory, header.deploymentId)
        path = Path.join(folder, RunFolder.journalName)
        self.redactor = redactor
        do throws(FilesError) {
            try Directory.create(folder)
            let file = try AppendFile(path, replacing: true)
            state = Mutex(State(file: file, knownSecrets: redactor.count))
        } catch {
            throw .notWritten(problems: [error.description], written: [])
        }
        write(.run(header))
        if let problem { throw problem }
    }

    /// Why the journal is incomplete, where it is.
    package var problem: ReportError? { state.withLock { $0.problem } }

    package func record(_ event: RunEvent, at: Timestamp) {
        if let entry = JournalEntry(event, at: at) { write(entry) }
    }

    private func write(_ entry: JournalEntry) {
        state.withLock { state in
            guard state.problem == nil else { return }
            do throws(ReportError) {
                let count = redactor.count
                // Another check may have learned a secret since the texts were masked; within JSON texts a mask is safe.
                let line = redactor.redact(try entry.redacted(by: redactor).encoded())
                guard !redactor.finds(in: line) else {
                    throw .notWritten(problems: ["\(path) was ended: a known secret would stand in it"], written: [])
                }
                do throws(FilesError) {
                    if count > state.knownSecrets { try maskAgain(&state) }
                    state.knownSecrets = count
                    try state.file.append(line: line)
                } catch {
                    throw .notWritten(problems: [error.description], written: [])
                }
            } catch {
                state.problem = error
            }
        }
    }

    /// In bytes; a journal has a few hundred for each check.
    private static let longest = 64 * 1_048_576

    /// A value may have been written before a later step captured it as a secret.
    private func maskAgain(_ state: inout State) throws(FilesError) {
        let written = try BoundedFile.read(path, limit: Self.longest)
        guard redactor.finds(in: written) else { return }
        // Line by line, so that nothing is taken for a secret across two of them.
        let masked = written.split(separator: UInt8(ascii: "\n")).flatMap {
            redactor.redact(Array($0)) + [UInt8(ascii: "\n")]
        }
        try AtomicFile.write(masked, to: path)
        state.file = try AppendFile(path)
    }
}
