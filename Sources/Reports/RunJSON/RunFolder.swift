internal import Files
package import Model

/// Reads what an earlier run left.
package enum RunFolder {
    static let recordName = "run.json"
    static let journalName = "journal.jsonl"

    /// More than this is no record that gonogo wrote.
    private static let limit = 256 << 20

    /// The record in a file, or in the folder of a run. A folder with a journal is that of a run that did not finish,
    /// even if a `run.json` of an earlier run of the same name is still there.
    package static func read(_ path: String) throws(ReportError) -> RunRecord {
        guard Directory.exists(path) else { return try record(path) }
        let journal = Path.join(path, journalName)
        if let bytes = try file(journal, mayBeMissing: true) { return try Journal.record(bytes) }
        guard let bytes = try file(Path.join(path, recordName), mayBeMissing: true) else {
            throw .unreadable("\(path) holds neither \(recordName) nor \(journalName)")
        }
        return try RunJSON.decode(bytes)
    }

    /// True when a run, finished or not, has left anything there: another one must not write over it.
    package static func holdsRun(_ folder: String) -> Bool {
        ([journalName] + ReportFormats.all().map(\.fileName)).contains { Directory.isThere(Path.join(folder, $0)) }
    }

    /// A finished run needs its journal no more; one that stays would only be read in place of the record, so that it
    /// stays is told as a sentence.
    static func removeJournal(in folder: String) -> String? {
        let path = Path.join(folder, journalName)
        return AtomicFile.remove(path)
            ? nil : "\(path) could not be removed; gonogo report reads it in place of \(recordName)"
    }

    private static func record(_ path: String) throws(ReportError) -> RunRecord {
        guard let bytes = try file(path, mayBeMissing: false) else { throw .unreadable("\(path) does not exist") }
        return Path.name(of: path) == journalName ? try Journal.record(bytes) : try RunJSON.decode(bytes)
    }

    private static func file(_ path: String, mayBeMissing: Bool) throws(ReportError) -> [UInt8]? {
        do throws(FilesError) {
            return try BoundedFile.read(path, limit: limit)
        } catch {
            if mayBeMissing, case .notFound = error { return nil }
            throw .unreadable(error.description)
        }
    }
}
