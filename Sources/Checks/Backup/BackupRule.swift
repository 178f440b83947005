internal import Artifacts

/// The rules that a backup can break.
enum BackupRule: String {
    case missing, empty, truncated, unreadable, stale, metadata, unsafe
    case secretFile = "secret-file"

    var id: String { "preflight/backup-\(rawValue)" }

    init(_ kind: BackupFlaw.Kind) {
        switch kind {
        case .empty: self = .empty
        case .truncated: self = .truncated
        case .unreadable, .unknown: self = .unreadable
        case .unsafe: self = .unsafe
        }
    }

    var fix: String {
        switch self {
        case .missing: "make a backup before the release, and see that it lands here"
        case .empty: "make it anew; in a shell write `set -o pipefail`, or a failed dump passes for a backup"
        case .truncated:
            "make it anew, and see why writing it ended early: a full disk, a lost connection, a time limit"
        case .unreadable: "make it anew, and read it to its end before relying on it"
        case .stale: "make a backup now, and see why the last one is old"
        case .metadata: "make the backup and its description anew, in one go"
        case .unsafe: "don't unpack it as it is; make it with relative names"
        case .secretFile: "leave secrets out of backups, or encrypt them apart; allow_secret_files: true accepts them"
        }
    }

    func problem(_ subject: String, expected: String, actual: String, isUnknown: Bool = false) -> ArtifactProblem {
        ArtifactProblem(id, subject, expected: expected, actual: actual, fix: fix, isUnknown: isUnknown)
    }

    static func problem(_ flaw: BackupFlaw, _ subject: String) -> ArtifactProblem {
        BackupRule(flaw.kind).problem(
            subject, expected: "a whole backup", actual: flaw.description, isUnknown: flaw.kind == .unknown)
    }
}
