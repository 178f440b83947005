internal import Artifacts
internal import Files
internal import Model
internal import Threads

/// Finds the backups, and raises each as far as is asked for.
struct BackupProbe: Probe {
    let files: ArtifactFiles
    let format: BackupFormat?
    let level: BackupLevel
    let onlyNewest: Bool
    let maxAge: Duration?
    let minSize: Int
    let metadata: String?
    let allowsSecretFiles: Bool
    let maxContent: Int
    let timeout: Duration
    let restore: BackupRestore?
    let location: SourceLocation
    var clock = WallClock.system

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        let scope = context.scope
        let start = ContinuousClock.now
        let bound = BackupFile.Bound(deadline: min(deadline, start.advanced(by: timeout)))
        var judgement = ArtifactJudgement(location: location)
        let found: ArtifactFiles.Found
        do throws(ArtifactFiles.Failure) {
            found = try files.find(scope)
        } catch {
            return ProbeResult(
                request: "backup",
                finding: .failure(
                    Observation(
                        property: "backup", expected: "a backup", actual: error.words, outcome: .errored,
                        location: location)))
        }
        let work = Work(probe: self, found: found, bound: bound)
        var read = await withTaskCancellationHandler {
            await OwnThread.run { work.read() }
        } onCancel: {
            bound.flag.raise()
        }
        for index in read.backups.indices {
            await finish(&read.backups[index], context, bound)
        }
        for (problem, file) in read.problems { judgement.add(problem, file: file) }
        for backup in read.backups { note(backup, &judgement) }
        noteAll(read.backups, &judgement)
        judgement.facts["timings.total"] = .milliseconds(start.duration(to: .now).milliseconds)
        return judgement.result(request: "backup \(found.wanted)")
    }

    /// What only other programs can tell: the rest of a custom archive, and whether it can be restored.
    private func finish(_ backup: inout Backup, _ context: CaseContext, _ bound: BackupFile.Bound) async {
        guard backup.problems.isEmpty, level >= .readToEnd else { return }
        if let words = backup.content.unvouched {
            let tool = BackupTool(formats: backup.content.formats)
            switch await tool?.read(backup.file.path, until: bound.deadline) {
            case nil:
                backup.problems.append(
                    BackupRule.unreadable.problem(
                        backup.file.name, expected: "to be read to its end", actual: words, isUnknown: true))
            case .failure(let flaw)?: backup.problems.append(BackupRule.problem(flaw, backup.file.name))
            case .success?: backup.level = .readToEnd
            }
        }
        guard backup.problems.isEmpty, level == .restored, let restore else { return }
        switch await restore.restore(backup.file.path, backup.content, context, until: bound.deadline) {
        case .failure(let problem): backup.problems.append(problem)
        case .success(let facts):
            backup.level = .restored
            backup.facts = facts
        }
    }

    private func note(_ backup: Backup, _ judgement: inout ArtifactJudgement) {
        judgement.add(backup.problems, file: backup.file.path)
        guard backup.problems.isEmpty else { return }
        judgement.pass(
            "backup \(backup.file.name)", expected: level.name, actual: backup.words, file: backup.file.path)
    }

    /// Facts of the worst backup, where there are several.
    private func noteAll(_ backups: [Backup], _ judgement: inout ArtifactJudgement) {
        judgement.facts["backups"] = .integer(backups.count)
        guard let worst = backups.min(by: { $0.level < $1.level }) else { return }
        judgement.facts["level"] = .text(worst.level.name)
        if let size = backups.map(\.file.size).min() { judgement.facts["size"] = ArtifactFacts.size(size) }
        let ages = backups.map { ArtifactText.age(modified: $0.file.modified, now: clock.now()) }
        judgement.facts["age"] =
            ages.contains(nil)
            ? .unknown("a backup's time is yet to come")
            : ArtifactFacts.age(milliseconds: ages.compactMap(\.self).max() ?? 0)
        if worst.level >= .readToEnd {
            judgement.facts["content_size"] = ArtifactFacts.size(worst.content.bytes)
            if let tables = worst.content.tables { judgement.facts["tables"] = .integer(tables) }
            if let entries = worst.content.entries { judgement.facts["entries"] = .integer(entries) }
        }
        judgement.facts.merge(worst.facts) { $1 }
        leaveOpen(backups, &judgement)
        judgement.summary =
            backups.count == 1 ? worst.words : "\(backups.count) backups, the worst reached \(worst.level.name)"
    }

    /// What the rest of a backup would have shown is not known, which is no fault of the backup's.
    private func leaveOpen(_ backups: [Backup], _ judgement: inout ArtifactJudgement) {
        guard backups.contains(where: { $0.problems.contains(where: \.isUnknown) }) else { return }
        judgement.facts["level"] = .unknown("a backup could not be read or restored here")
        for name in ["content_size", "tables", "entries", "keys"] where judgement.facts[name] == nil {
            judgement.facts[name] = .unknown("a backup could not be read or restored here")
        }
    }

    /// One backup, what is known of it and what is wrong with it.
    struct Backup: Sendable {
        var file: BackupFile
        var level = BackupLevel.exists
        var content = BackupContent()
        var facts: [String: Evidence.Fact] = [:]
        var problems: [ArtifactProblem] = []

        /// For people: `read_to_end: gzip, postgres-plain, 12 tables, 20480 bytes`.
        var words: String {
            var parts = content.formats.map(\.rawValue)
            if let tables = content.tables, level >= .readToEnd { parts.append("\(tables) tables") }
            if let entries = content.entries { parts.append("\(entries) entries") }
            parts.append("\(file.size) bytes")
            return "\(level.name): \(parts.joined(separator: ", "))"
        }
    }
}
