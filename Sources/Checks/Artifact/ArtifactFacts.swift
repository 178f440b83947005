internal import Model

/// What the kinds of step find out that look at artefacts of a release.
enum ArtifactFacts {
    struct Entry: Sendable {
        var name: String
        var unit: AssertionDecoder.Unit = .none
        var summary: String
    }

    static let all: [Entry] = [
        Entry(
            name: "level",
            summary: "how much of a backup is known to be right: exists, well_formed, read_to_end, restored"),
        Entry(name: "backups", summary: "how many backups were looked at"),
        Entry(name: "size", unit: .bytes, summary: "the file's size"),
        Entry(name: "age", unit: .duration, summary: "since the last change of the file's contents, such as {lt: 24h}"),
        Entry(name: "content_size", unit: .bytes, summary: "a backup's size behind decompression"),
        Entry(name: "tables", summary: "how many tables a plain dump makes, or a restored database has"),
        Entry(name: "entries", summary: "how many entries a tar archive has"),
        Entry(name: "keys", summary: "how many keys a restored Redis has"),
        Entry(name: "approvals", summary: "how many of the approvals asked for are given"),
        Entry(name: "triggers", summary: "how many conditions of a change plan start the rollback"),
        Entry(name: "duration", unit: .duration, summary: "the planned time of a change, from its start to its end"),
        Entry(name: "risks", summary: "how many risks are listed"),
        Entry(name: "highest_score", summary: "the highest probability times impact"),
        Entry(name: "highest_level", summary: "the highest level: LOW, MEDIUM, HIGH or CRITICAL"),
        Entry(name: "tests", summary: "how many test cases the reports have"),
        Entry(name: "passed", summary: "how many test cases passed"),
        Entry(name: "failures", summary: "how many test cases failed"),
        Entry(name: "errors", summary: "how many test cases ended in an error"),
        Entry(name: "skipped", summary: "how many test cases were skipped"),
        Entry(name: "flaky", summary: "how many test cases passed only when repeated"),
        Entry(name: "test_time", unit: .duration, summary: "the time of all test cases together"),
        Entry(name: "lines", summary: "the share of lines that tests have run, in percent"),
        Entry(name: "branches", summary: "the share of branches that tests have taken, in percent"),
        Entry(name: "reports", summary: "how many report files were read"),
    ]

    static let units = Dictionary(all.map { ($0.name, $0.unit) }) { first, _ in first }

    /// A share of 0 to 1.
    static func percent(_ share: Double) -> Evidence.Fact { .decimal(share * 100) }

    static func age(milliseconds: Int64) -> Evidence.Fact { .milliseconds(Double(milliseconds)) }
    static func time(seconds: Double) -> Evidence.Fact { .milliseconds(seconds * 1_000) }
    static func size(_ bytes: Int) -> Evidence.Fact { .bytes(bytes) }
}
