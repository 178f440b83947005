internal import Artifacts
internal import Files
internal import Model
internal import Synchronization

/// One backup on the disk.
struct BackupFile: Sendable {
    var path: String
    var size: Int
    /// In milliseconds since 1970.
    var modified: Int64

    var name: String { Path.name(of: path) }

    /// Looks at the file within `base`; a problem where it isn't a regular file there.
    static func look(_ path: String, base: String) throws(ArtifactProblem) -> BackupFile {
        let found: BackupFile
        let escape: String?
        do throws(FilesError) {
            let file = try OpenFile(path)
            found = BackupFile(path: path, size: file.size, modified: file.modified)
            escape = try ArtifactFiles.escape(of: path, from: base)
        } catch {
            throw problem(error, path)
        }
        guard let escape else { return found }
        throw BackupRule.unreadable.problem(
            Path.name(of: path), expected: "a file in its folder", actual: escape, isUnknown: true)
    }

    static func problem(_ error: FilesError, _ path: String) -> ArtifactProblem {
        if case .notFound = error {
            return BackupRule.missing.problem(Path.name(of: path), expected: "a backup", actual: "no such file").at(
                .suite)
        }
        return BackupRule.unreadable.problem(
            Path.name(of: path), expected: "a file that can be read", actual: "\(error)", isUnknown: true)
    }

    /// What both ends speak of.
    func ends(_ format: BackupFormat?) throws(ArtifactProblem) -> [BackupFormat] {
        let (head, tail): ([UInt8], [UInt8])
        do throws(FilesError) {
            let file = try OpenFile(path)
            head = try file.bytes(at: 0, count: BackupEnds.size)
            tail = try file.bytes(at: max(0, file.size - BackupEnds.size), count: BackupEnds.size)
        } catch {
            throw Self.problem(error, path)
        }
        do throws(BackupFlaw) {
            return try BackupEnds.check(head: head, tail: tail, size: size, expected: format)
        } catch {
            throw BackupRule.problem(error, name)
        }
    }

    private static let pieceSize = 1 << 18

    /// Reads it to its end.
    func read(_ format: BackupFormat?, maxContent: Int, _ bound: Bound) throws(ArtifactProblem) -> BackupContent {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 16)
        defer { piece.deallocate() }
        var scan = BackupScan(expected: format, maxContent: maxContent)
        do {
            let file = try OpenFile(path)
            var done = 0
            while true {
                if let words = bound.end {
                    throw BackupFlaw(.unknown, "\(words) after \(done) of \(file.size) bytes")
                }
                let count = try file.read(into: piece)
                if count == 0 { return try scan.end() }
                done += count
                let bytes = UnsafeRawBufferPointer(rebasing: piece[..<count])
                try scan.take(bytes.bindMemory(to: UInt8.self))
            }
        } catch let error as FilesError {
            throw Self.problem(error, path)
        } catch let error as BackupFlaw {
            throw BackupRule.problem(error, name)
        } catch {
            throw BackupRule.unreadable.problem(name, expected: "a whole backup", actual: "\(error)", isUnknown: true)
        }
    }

    /// When reading has to stop.
    struct Bound: Sendable {
        let deadline: ContinuousClock.Instant
        let flag = Flag()

        /// Why it has to stop now; nil while it may go on.
        var end: String? {
            if flag.isRaised { return "interrupted" }
            return ContinuousClock.now >= deadline ? "not read to the end in time: stopped" : nil
        }
    }

    /// Raised by a cancelled task, read by the thread that reads.
    final class Flag: Sendable {
        private let raised = Atomic(false)
        var isRaised: Bool { raised.load(ordering: .relaxed) }
        func raise() { raised.store(true, ordering: .relaxed) }
    }
}
