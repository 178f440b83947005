internal import JSON
package import Model

/// What a backup's own description says: which files there are, how large, of when.
package struct BackupMetadata: Sendable {
    package struct File: Sendable, Equatable {
        package var name: String
        package var size: Int?
        /// In lower-case hexadecimal.
        package var sha256: String?

        package init(name: String, size: Int? = nil, sha256: String? = nil) {
            self.name = name
            self.size = size
            self.sha256 = sha256
        }
    }

    package var files: [File] = []
    package var timestamp: Timestamp?

    /// What a file on the disk is; nil where there is none.
    package struct Actual: Sendable {
        package var size: Int
        package var sha256: String?

        package init(size: Int, sha256: String?) {
            self.size = size
            self.sha256 = sha256
        }
    }

    package static let rule = "preflight/backup-metadata"

    /// Reads the text and says what is wrong with it by itself.
    package static func read(_ bytes: [UInt8], now: Timestamp) -> (BackupMetadata, [ArtifactProblem]) {
        var metadata = BackupMetadata()
        let root: JSONObject
        do throws(JSONReadError) {
            guard
                case .object(let object) = try JSONReader(maximumBytes: 4 << 20, duplicateNames: .refused).read(bytes)
                    .value
            else {
                return (metadata, [problem("content", "an object with the list `files`", "something else")])
            }
            root = object
        } catch {
            var found = problem("content", "JSON", error.sentence)
            (found.line, found.column) = (error.line, error.column)
            return (metadata, [found])
        }
        var problems: [ArtifactProblem] = []
        metadata.readFiles(root["files"], &problems)
        metadata.readTime(root, now, &problems)
        metadata.compareCounts(root, &problems)
        return (metadata, problems)
    }

    private mutating func readFiles(_ value: JSONValue?, _ problems: inout [ArtifactProblem]) {
        guard case .array(let entries)? = value, !entries.isEmpty else {
            problems.append(Self.problem("files", "a list of the files of the backup", "none"))
            return
        }
        guard entries.count <= 10_000 else {
            problems.append(Self.problem("files", "at most 10000 files", "\(entries.count)"))
            return
        }
        for (index, entry) in entries.enumerated() {
            if let key = Self.unreadableFigure(of: entry) {
                problems.append(
                    Self.problem("files[\(index)].\(key)", "a figure that can be compared", "another value"))
            }
            guard let file = Self.file(entry) else {
                problems.append(Self.problem("files[\(index)]", "a file's name", "something else"))
                continue
            }
            if PathEscape.leaves(file.name) {
                problems.append(
                    Self.problem("files[\(index)]", "a file in the backup's folder", "`\(file.name.clipped(to: 120))`"))
                continue
            }
            if files.contains(where: { $0.name == file.name }) {
                problems.append(
                    Self.problem("files", "each file once", "`\(file.name.clipped(to: 120))` is listed twice"))
                continue
            }
            files.append(file)
        }
    }

    /// What is written down and can't be compared is no figure to rely on.
    private static func unreadableFigure(of entry: JSONValue) -> String? {
        guard case .object(let object) = entry else { return nil }
        for key in ["size", "bytes", "size_bytes"] {
            guard let value = object[key] else { continue }
            guard case .number(let number) = value, number.int != nil else { return key }
        }
        guard let sum = object["sha256"] else { return nil }
        guard case .string = sum else { return "sha256" }
        return nil
    }

    private static func file(_ entry: JSONValue) -> File? {
        if case .string(let name) = entry { return name.isEmpty ? nil : File(name: name) }
        guard case .object(let object) = entry else { return nil }
        for key in ["name", "path", "file"] {
            guard case .string(let name)? = object[key], !name.isEmpty else { continue }
            var file = File(name: name)
            for key in ["size", "bytes", "size_bytes"] {
                if case .number(let number)? = object[key] { file.size = number.int }
            }
            if case .string(let sum)? = object["sha256"] { file.sha256 = sum.lowercased() }
            return file
        }
        return nil
    }

    private mutating func readTime(_ root: JSONObject, _ now: Timestamp, _ problems: inout [ArtifactProblem]) {
        let keys = ["timestamp", "created_at", "created", "date"]
        guard let key = keys.first(where: { root[$0] != nil }), case .string(let text)? = root[key] else {
            problems.append(Self.problem("timestamp", "when the backup was made", "nothing"))
            return
        }
        guard let time = ISOTime(text), let instant = time.instant else {
            problems.append(
                Self.problem(key, "a time such as 2026-11-20T02:00:00Z", "`\(text.clipped(to: 60).printable)`"))
            return
        }
        timestamp = instant
        if instant.millisecondsSince1970 > now.millisecondsSince1970 + 5 * 60_000 {
            problems.append(Self.problem(key, "a time that has been", "\(instant.wholeSeconds), which is yet to come"))
        }
    }

    private func compareCounts(_ root: JSONObject, _ problems: inout [ArtifactProblem]) {
        for key in ["file_count", "files_count", "count"] {
            guard case .number(let number)? = root[key] else { continue }
            if number.int != files.count {
                problems.append(Self.problem(key, "\(files.count), as many as `files` lists", number.text))
            }
        }
        for key in ["total_size", "total_bytes"] {
            guard case .number(let number)? = root[key] else { continue }
            let sizes = files.compactMap(\.size)
            guard sizes.count == files.count else { continue }
            let sum = sizes.reduce(into: Optional(0)) { sum, size in
                guard let (value, overflows) = sum?.addingReportingOverflow(size) else { return }
                sum = overflows ? nil : value
            }
            if sum == nil || number.int != sum {
                problems.append(
                    Self.problem(key, "\(sum.map(String.init) ?? "a sum that fits"), the sum of the sizes", number.text)
                )
            }
        }
    }

    /// Compares one listed file with what is there.
    package static func compare(_ file: File, with actual: Actual?) -> [ArtifactProblem] {
        let name = file.name.clipped(to: 120)
        guard let actual else { return [problem(name, "the listed file", "no such file")] }
        if actual.size == 0 { return [problem(name, "a file with something in it", "an empty file")] }
        var problems: [ArtifactProblem] = []
        if let size = file.size, size != actual.size {
            problems.append(problem(name, "\(size) bytes, as listed", "\(actual.size) bytes"))
        }
        if let wanted = file.sha256, let found = actual.sha256, wanted != found {
            problems.append(problem(name, "the listed SHA-256", "another one"))
        }
        return problems
    }

    package static func problem(_ subject: String, _ expected: String, _ actual: String) -> ArtifactProblem {
        ArtifactProblem(
            rule, subject, expected: expected, actual: actual,
            fix: "make the backup and its description anew, in one go")
    }
}
