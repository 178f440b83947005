import Model
import Reports
import Testing

struct JournalTests {
    let folder: TemporaryFolder
    private let later = Timestamp(millisecondsSince1970: Timestamp.example.millisecondsSince1970 + 5_000)
    private let id = "DEPLOY-20261120-100000"

    init() throws { folder = try TemporaryFolder() }

    private func journal(_ redactor: Redactor = Redactor(), planned: [SuiteResult] = []) throws -> RunJournal {
        try RunJournal(.make(planned, notes: ["TLS was not verified"]), under: folder.at("reports"), redactor: redactor)
    }

    @Test("a killed run shows what it had found, and is never a GO")
    func killed() throws {
        let journal = try journal()
        journal.record(.started(units: 3, suites: 2), at: .example)
        journal.record(.suiteStarted(name: "smoke", kind: .smoke, units: 1), at: .example)
        journal.record(.suiteFinished(.smoke([.make("A"), .make("B")])), at: later)
        journal.record(.suiteStarted(name: "flows", kind: .integration, units: 2), at: .example)
        journal.record(.progress(suite: "flows", "…"), at: later)
        journal.record(.caseFinished(suite: "flows", .make("C")), at: later)
        #expect(journal.problem == nil)

        let record = try RunFolder.read(folder.at("reports/\(id)"))
        #expect(record.interruption == .killed && !record.complete)
        #expect(record.verdict.decision == .inconclusive)
        #expect(record.durationMs == 5_000)
        #expect(record.notes == ["TLS was not verified"])
        #expect(record.suites.map(\.name) == ["smoke", "flows"])
        #expect(record.suites[0] == .smoke([.make("A"), .make("B")]))
        #expect(record.suites[1].kind == .integration)
        #expect(record.suites[1].cases == [.make("C")])
        #expect(record.suites[1].file == "suites/kis-core/smoke.yaml")
    }

    @Test("what was planned and did not come to run is there, as skipped")
    func planned() throws {
        let planned = [CaseResult.make("A", outcome: .skipped), .make("B", outcome: .skipped)]
        let journal = try journal(planned: [.smoke(planned)])
        journal.record(.suiteStarted(name: "smoke", kind: .smoke, units: 2), at: .example)
        journal.record(.caseFinished(suite: "smoke", .make("B")), at: later)
        let record = try RunFolder.read(folder.at("reports/\(id)"))
        #expect(record.suites.map { $0.cases.map(\.outcome) } == [[.skipped, .passed]])
        #expect(record.verdict.decision == .inconclusive)
    }

    @Test("cases told before their suite finished are not counted twice")
    func supersededCases() throws {
        let journal = try journal()
        journal.record(.caseFinished(suite: "smoke", .make("A")), at: .example)
        journal.record(.suiteFinished(.smoke([.make("A")])), at: later)
        #expect(try RunFolder.read(folder.at("reports/\(id)")).suites == [.smoke([.make("A")])])
    }

    @Test("a failure before the end stays a NO-GO")
    func failedAndKilled() throws {
        try journal().record(.caseFinished(suite: "smoke", .unmet("A")), at: later)
        #expect(try RunFolder.read(folder.at("reports/\(id)")).verdict.decision == .noGo)
    }

    @Test("a line that was cut is left out; a damaged one in the middle is noted")
    func damage() throws {
        try journal().record(.caseFinished(suite: "smoke", .make("A")), at: later)
        let path = "reports/\(id)/journal.jsonl"
        let text = try folder.text(path)
        try folder.write(path, text + "{\"at\":\"2026-11-20T1")
        #expect(try RunFolder.read(folder.at(path)).notes == ["TLS was not verified"])
        try folder.write(
            path, text + "garbage\n" + (text.split(separator: "\n").last ?? "").replacing("\"A\"", with: "\"B\"") + "\n"
        )
        let record = try RunFolder.read(folder.at(path))
        #expect(record.notes.last == "1 line of the journal could not be read")
        #expect(record.suites[0].cases.count == 2)
    }

    @Test("a journal without its beginning is refused", arguments: ["", "\n", "{}", "garbage\n{}"])
    func noHeader(text: String) {
        #expect(throws: ReportError.unreadable("the journal does not begin with the description of a run")) {
            try Journal.record(Array(text.utf8))
        }
    }

    @Test("an entry comes back as it was, on one line", arguments: Hostile.all)
    func roundTrip(_ hostile: Hostile) throws {
        let result = CaseResult.unmet(hostile.text, actual: hostile.text)
        let entry = try #require(JournalEntry(.caseFinished(suite: hostile.text, result), at: later))
        let line = try entry.encoded()
        #expect(!line.contains(UInt8(ascii: "\n")))
        #expect(try JournalEntry.decode(line) == entry)
    }

    @Test("secrets known by then are masked")
    func secrets() throws {
        let redactor = Redactor()
        let journal = try journal(redactor)
        redactor.add(Secret("hunter2-hunter2"))
        journal.record(.caseFinished(suite: "smoke", .unmet("A", actual: "got hunter2-hunter2")), at: later)
        let text = try folder.text("reports/\(id)/journal.jsonl")
        #expect(!text.contains("hunter2") && text.contains("got ********"))
    }

    @Test("writing the reports removes the journal; a new run of the same name begins a new one that counts")
    func lifeCycle() throws {
        try journal().record(.caseFinished(suite: "smoke", .make("A")), at: later)
        _ = try ReportWriter.write(
            .make(), formats: threeFormats, directory: folder.at("reports"), redactor: Redactor())
        #expect(try folder.names("reports/\(id)") == ["junit.xml", "run.json", "summary.txt"])
        _ = try journal()
        #expect(try RunFolder.read(folder.at("reports/\(id)")).interruption == .killed)
    }

    @Test("a journal that can't be begun is told")
    func unwritable() throws {
        try folder.write("reports", "a file")
        #expect(throws: ReportError.notWritten(problems: ["\(folder.at("reports")) is not a directory"], written: [])) {
            try journal()
        }
        #expect(throws: ReportError.self) {
            try RunJournal(.make(deploymentId: "../x"), under: folder.path, redactor: Redactor())
        }
    }
}
