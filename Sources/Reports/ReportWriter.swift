internal import Files
package import Model

/// The reports that a run left on the disk.
package struct WrittenReports: Sendable, Equatable {
    /// The run's own folder.
    package var directory: String
    /// The paths of the reports: the record, then the others in the order of the formats, then what suites left.
    package var files: [String]
    /// What did not work and is only a convenience, such as the link `latest`; sentences.
    package var warnings: [String]
}

/// Puts reports on the disk: the one part of this module that touches it, beside the journal.
package enum ReportWriter {
    /// Renders the record in every format and writes `directory/<deployment id>/…`, then points `directory/latest` at it.
    ///
    /// Known secrets are masked before rendering, and a report that still holds one is withheld. A format that fails
    /// doesn't keep the others from being written; the error then names every problem and every file that is there.
    /// The record comes first. Once it is there, or everything else where it is not wanted, the journal of the run is
    /// removed: it would be read in place of the record, and say that the run did not finish.
    package static func write(
        _ record: RunRecord, formats: [ReportFormat], directory: String, redactor: Redactor
    ) throws(ReportError) -> WrittenReports {
        if let problem = DeploymentID.problem(with: record.deploymentId) { throw .unusableDeploymentID(problem) }
        let folder = Path.join(directory, record.deploymentId)
        do throws(FilesError) {
            try Directory.create(folder)
        } catch {
            throw .notWritten(problems: [error.description], written: [])
        }

        let redacted = record.redacted(by: redactor)
        var reports = WrittenReports(directory: folder, files: [], warnings: [])
        var problems: [String] = []
        let isRecord = { (format: ReportFormat) in format.fileName == RunFolder.recordName }
        for format in formats.filter(isRecord) + formats.filter({ !isRecord($0) }) {
            let path = Path.join(folder, format.fileName)
            if let problem = write(redacted, format, path, redactor) {
                problems.append(problem)
                continue
            }
            reports.files.append(path)
            if isRecord(format), let warning = RunFolder.removeJournal(in: folder) { reports.warnings.append(warning) }
        }
        for attachment in redacted.suites.flatMap({ $0.attachments ?? [] }) {
            guard let contents = attachment.contents else { continue }
            let path = Path.join(folder, attachment.name)
            if let problem = write(contents, attachment.name, path, redactor) {
                problems.append(problem)
            } else {
                reports.files.append(path)
            }
        }
        if !reports.files.isEmpty, let warning = link(directory, to: record.deploymentId) {
            reports.warnings.append(warning)
        }
        guard problems.isEmpty else { throw .notWritten(problems: problems, written: reports.files) }
        if !formats.contains(where: isRecord), let warning = RunFolder.removeJournal(in: folder) {
            reports.warnings.append(warning)
        }
        return reports
    }

    /// What went wrong, as a sentence; nil where the file was written.
    private static func write(_ contents: [UInt8], _ name: String, _ path: String, _ redactor: Redactor) -> String? {
        // It stands in the run's own folder, whatever a suite calls it.
        if let problem = DeploymentID.problem(with: name) {
            return "'\(name.oneLine(60))' was not written: it \(problem)"
        }
        guard !redactor.finds(in: contents) else {
            return "\(path) was withheld: a known secret would stand in it"
        }
        do throws(FilesError) {
            try AtomicFile.write(contents, to: path)
            return nil
        } catch {
            return error.description
        }
    }

    private static func link(_ directory: String, to id: String) -> String? {
        do throws(FilesError) {
            try SymbolicLink.replace(at: Path.join(directory, DeploymentID.latest), target: id)
            return nil
        } catch {
            return error.description
        }
    }

    /// What went wrong, as a sentence; nil where the report was written.
    private static func write(
        _ record: RunRecord, _ format: ReportFormat, _ path: String, _ redactor: Redactor
    ) -> String? {
        let bytes: [UInt8]
        do throws(ReportError) {
            bytes = try format.render(record)
        } catch {
            return "\(path) was not written: \(error)"
        }
        guard !redactor.finds(in: bytes) else {
            return "\(path) was withheld: a known secret would stand in it"
        }
        do throws(FilesError) {
            try AtomicFile.write(bytes, to: path)
            return nil
        } catch {
            return error.description
        }
    }
}
