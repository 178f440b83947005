internal import Artifacts
internal import Files
internal import Model
internal import Transfer

extension BackupProbe {
    /// What blocks: looking at files and reading them, on a thread of its own.
    struct Work: Sendable {
        let probe: BackupProbe
        let found: ArtifactFiles.Found
        let bound: BackupFile.Bound

        struct Result: Sendable {
            var backups: [Backup] = []
            /// Problems of no backup in particular, with the file they are about.
            var problems: [(ArtifactProblem, String)] = []
        }

        func read() -> Result {
            var result = Result()
            var present: [BackupFile] = []
            let description = probe.metadata.map { Path.name(of: $0) }
            for path in found.paths where Path.name(of: path) != description || !probe.files.isPattern {
                do throws(ArtifactProblem) {
                    present.append(try BackupFile.look(path, base: found.base))
                } catch {
                    result.problems.append((error, path))
                }
            }
            if present.isEmpty, result.problems.isEmpty {
                let missing = BackupRule.missing.problem(
                    "backups", expected: "at least one file that matches \(found.wanted)", actual: "none")
                result.problems.append((missing.at(.suite), found.wanted))
            }
            // Several may have the time of the newest: each of them could be the one that is restored.
            if probe.onlyNewest, let newest = present.map(\.modified).max() {
                present.removeAll { $0.modified < newest }
            }
            for file in present { result.backups.append(judge(file)) }
            return result
        }

        private func judge(_ file: BackupFile) -> Backup {
            var backup = Backup(file: file)
            if file.size == 0 {
                backup.problems.append(
                    BackupRule.empty.problem(file.name, expected: "a backup", actual: "an empty file"))
            } else if file.size < probe.minSize {
                backup.problems.append(
                    BackupRule.empty.problem(
                        file.name, expected: "at least \(probe.minSize) bytes", actual: "\(file.size) bytes"))
            }
            let age = ArtifactText.age(modified: file.modified, now: probe.clock.now())
            let stale = ArtifactText.staleness(
                age, limit: probe.maxAge, rule: BackupRule.stale.id, subject: file.name)
            if let stale { backup.problems.append(stale) }
            if file.size > 0 {
                do throws(ArtifactProblem) { try raise(&backup) } catch { backup.problems.append(error) }
            }
            secrets(&backup, backup.content.secretFiles)
            if let name = probe.metadata { compare(&backup, with: name) }
            return backup
        }

        private func raise(_ backup: inout Backup) throws(ArtifactProblem) {
            guard probe.level > .exists else { return }
            let formats = try backup.file.ends(probe.format)
            guard !formats.isEmpty else {
                throw BackupRule.unreadable.problem(
                    backup.file.name, expected: "a format that is known here", actual: "another one", isUnknown: true)
            }
            backup.content.formats = formats
            backup.level = .wellFormed
            guard probe.level > .wellFormed else { return }
            backup.content = try backup.file.read(probe.format, maxContent: probe.maxContent, bound)
            if probe.format == nil, backup.content.formats == [.gzip] {
                throw BackupRule.unreadable.problem(
                    backup.file.name, expected: "a format that is known here within the gzip data",
                    actual: "another one; format: gzip takes anything", isUnknown: true)
            }
            if backup.content.unvouched == nil { backup.level = .readToEnd }
        }

        private func secrets(_ backup: inout Backup, _ names: [String]) {
            guard !probe.allowsSecretFiles, let first = names.first else { return }
            let more = names.count > 1 ? " and \(names.count - 1) more" : ""
            backup.problems.append(
                BackupRule.secretFile.problem(
                    backup.file.name, expected: "no files of secrets in a backup",
                    actual: "`\(first.clipped(to: 120).printable)`\(more)"))
        }

        // MARK: Metadata

        private func compare(_ backup: inout Backup, with name: String) {
            let folder = Path.directory(of: backup.file.path)
            let path = Path.join(folder, name)
            var found: [ArtifactProblem] = []
            defer {
                // Problems of the description stand at its own lines, and name it.
                backup.problems += found.map { problem in
                    var problem = problem.at(.file(path))
                    problem.subject = "\(name): \(problem.subject)"
                    return problem
                }
            }
            let bytes: [UInt8]
            do throws(ArtifactProblem) {
                bytes = try ArtifactText.read(
                    path, base: folder, rule: BackupRule.metadata.id, isRequired: true, limit: 4 << 20
                ).bytes
            } catch {
                found.append(error)
                return
            }
            let now = probe.clock.now()
            let (metadata, problems) = BackupMetadata.read(bytes, now: now)
            found += problems
            if let time = metadata.timestamp {
                let age = ArtifactText.age(modified: time.millisecondsSince1970, now: now)
                let stale = ArtifactText.staleness(
                    age, limit: probe.maxAge, rule: BackupRule.stale.id, subject: "timestamp")
                if let stale { found.append(stale) }
            }
            if !metadata.files.isEmpty, !metadata.files.contains(where: { $0.name == backup.file.name }) {
                found.append(
                    BackupMetadata.problem("files", "the backup itself, \(backup.file.name), in the list", "not listed")
                )
            }
            for file in metadata.files { found += compare(file, in: folder) }
            secrets(&backup, metadata.files.map(\.name).filter(SecretFileName.isOne))
        }

        private func compare(_ file: BackupMetadata.File, in folder: String) -> [ArtifactProblem] {
            let path = Path.join(folder, file.name)
            do throws(FilesError) {
                let open = try OpenFile(path)
                if let words = try ArtifactFiles.escape(of: path, from: folder) {
                    return [BackupMetadata.problem(file.name, "a file in the backup's folder", words)]
                }
                var sum: String?
                if file.sha256 != nil {
                    sum = try digest(open)
                    if sum == nil {
                        return [
                            BackupRule.metadata.problem(
                                file.name, expected: "the listed SHA-256", actual: bound.end ?? "not read",
                                isUnknown: true)
                        ]
                    }
                }
                return BackupMetadata.compare(file, with: BackupMetadata.Actual(size: open.size, sha256: sum))
            } catch {
                if case .notFound = error { return BackupMetadata.compare(file, with: nil) }
                return [
                    BackupRule.metadata.problem(
                        file.name, expected: "a file that can be read", actual: "\(error)", isUnknown: true)
                ]
            }
        }

        /// The SHA-256 of the rest of the file; nil where the time is up.
        private func digest(_ file: borrowing OpenFile) throws(FilesError) -> String? {
            let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
            defer { piece.deallocate() }
            let digest = StreamDigest()
            while bound.end == nil {
                let count = try file.read(into: piece)
                if count == 0 { return digest.hexadecimal() }
                digest.add(UnsafeRawBufferPointer(rebasing: piece[..<count]))
            }
            return nil
        }
    }
}
