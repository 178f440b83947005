extension StepFact {
    /// What steps find out that look at artefacts of a release.
    static let artifacts: [StepFact] = [
        StepFact(
            "level", .none, "how much of a backup is known to be right: exists, well_formed, read_to_end, restored"),
        StepFact("backups", .none, "how many backups were looked at"),
        StepFact("size", .size, "the file's size"),
        StepFact("age", .age, "since the last change of the file's contents, such as {lt: 24h}"),
        StepFact("content_size", .size, "a backup's size behind decompression"),
        StepFact("tables", .none, "how many tables a plain dump makes, or a restored database has"),
        StepFact("entries", .none, "how many entries a tar archive has"),
        StepFact("keys", .none, "how many keys a restored Redis has"),
        StepFact("approvals", .none, "how many of the approvals asked for are given"),
        StepFact("triggers", .none, "how many conditions of a change plan start the rollback"),
        StepFact("duration", .age, "the planned time of a change, from its start to its end"),
        StepFact("risks", .none, "how many risks are listed"),
        StepFact("highest_score", .none, "the highest probability times impact"),
        StepFact("highest_level", .none, "the highest level: LOW, MEDIUM, HIGH or CRITICAL"),
        StepFact("tests", .none, "how many test cases the reports have"),
        StepFact("passed", .none, "how many test cases passed"),
        StepFact("failures", .none, "how many test cases failed"),
        StepFact("errors", .none, "how many test cases ended in an error"),
        StepFact("skipped", .none, "how many test cases were skipped"),
        StepFact("flaky", .none, "how many test cases passed only when repeated"),
        StepFact("test_time", .age, "the time of all test cases together"),
        StepFact("lines", .percent, "the share of lines that tests have run"),
        StepFact("branches", .percent, "the share of branches that tests have taken"),
        StepFact("reports", .none, "how many report files were read"),
    ]
}
