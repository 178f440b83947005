import Model
import Reports
import Testing

struct ReportWriterTests {
    let folder: TemporaryFolder
    private let id = "DEPLOY-20261120-100000"

    init() throws { folder = try TemporaryFolder() }

    private func write(
        _ record: RunRecord = .make(), _ formats: [ReportFormat] = threeFormats,
        under directory: String = "reports",
        redactor: Redactor = Redactor()
    ) throws -> WrittenReports {
        try ReportWriter.write(record, formats: formats, directory: folder.at(directory), redactor: redactor)
    }

    /// The problems and the written paths of a run whose reports are not all there.
    private func failure(_ body: () throws -> WrittenReports) -> (problems: [String], written: [String])? {
        do {
            _ = try body()
            return nil
        } catch ReportError.notWritten(let problems, let written) {
            return (problems, written)
        } catch {
            return ([String(describing: error)], [])
        }
    }

    @Test("three reports in a folder of the run, and `latest` points at it")
    func everything() throws {
        let written = try write()
        #expect(written.files == ["run.json", "junit.xml", "summary.txt"].map { folder.at("reports/\(id)/\($0)") })
        #expect(written.warnings.isEmpty)
        #expect(try folder.names("reports/\(id)") == ["junit.xml", "run.json", "summary.txt"])
        #expect(try folder.target("reports/latest") == id)
        #expect(try folder.text("reports/latest/summary.txt") == QCSummary(.make()).text)
        #expect(try RunFolder.read(folder.at("reports/latest")) == .make())
        #expect(try RunFolder.read(folder.at("reports/\(id)/run.json")) == .make())
    }

    /// A run whose suite left a file of this name.
    private func record(attaching name: String) -> RunRecord {
        var suite = SuiteResult.performance()
        suite.attachments = [Attachment(name: name, contents: Array("1 2 3".utf8), sha256: "00ff")]
        return .make([suite])
    }

    @Test("what a suite left stands beside the reports, and the record lists it without the contents")
    func attachments() throws {
        let written = try write(record(attaching: "load.hlog"))
        #expect(written.files.last == folder.at("reports/\(id)/load.hlog"))
        #expect(try folder.text("reports/\(id)/load.hlog") == "1 2 3")
        let read = try RunFolder.read(folder.at("reports/\(id)")).suites[0].attachments?.first
        #expect(read?.name == "load.hlog" && read?.byteCount == 5 && read?.sha256 == "00ff" && read?.contents == nil)
        #expect(try !folder.text("reports/\(id)/run.json").contains("1 2 3"))
    }

    @Test("no file leaves the run's folder, whatever it is called", arguments: ["../x", "/tmp/x", "", "a b", ".."])
    func unsafeAttachment(name: String) throws {
        let failure = try #require(failure { try write(record(attaching: name)) })
        #expect(failure.problems.count == 1 && failure.written.count == 3)
        #expect(try folder.names("reports/\(id)") == ["junit.xml", "run.json", "summary.txt"])
        #expect(try folder.names("") == ["reports"])
    }

    @Test("the newest run takes over `latest`; one of the same name is replaced")
    func again() throws {
        _ = try write()
        _ = try write(.make(deploymentId: "second"))
        _ = try write(.make([], deploymentId: "second"))
        #expect(try folder.target("reports/latest") == "second")
        #expect(try folder.names("reports") == [id, "latest", "second"])
        #expect(try RunFolder.read(folder.at("reports/second")).suites.isEmpty)
    }

    @Test("formats are chosen by name, in the order of the table")
    func formats() throws {
        #expect(ReportFormats.names == ["json", "junit", "summary", "sarif"])
        #expect(ReportFormats.named(["summary", "json", "unknown"]).map(\.name) == ["json", "summary"])
        let strict = try ReportFormats.named(["junit"], junit: .strict)[0].render(.make())
        #expect(strict == JUnitReport.render(.make(), dialect: .strict))
    }

    @Test(
        "a deployment id that would lead out of the folder is refused",
        arguments: [
            "", "..", "../x", "a/b", "latest", ".hidden", "-x", "a\0b", "a b", "é", String(repeating: "x", count: 129),
        ])
    func unsafeID(id: String) throws {
        #expect(DeploymentID.problem(with: id) != nil)
        #expect(throws: ReportError.self) { try write(.make(deploymentId: id)) }
        #expect(try folder.names("").isEmpty)
    }

    @Test("one report that can't be written doesn't keep the others from being there")
    func oneFails() throws {
        try folder.makeFolder("reports/\(id)/junit.xml")
        let failure = try #require(failure { try write() })
        #expect(failure.problems == ["\(folder.at("reports/\(id)/junit.xml")) is a directory, not a file"])
        #expect(failure.written == ["run.json", "summary.txt"].map { folder.at("reports/\(id)/\($0)") })
        #expect(try folder.target("reports/latest") == id)
    }

    @Test("a finished run is read as finished, even if one of its reports could not be written")
    func finishedWithoutAll() throws {
        let journal = try RunJournal(.make(), under: folder.at("reports"), redactor: Redactor())
        #expect(try RunFolder.read(folder.at("reports/\(id)")).interruption == .killed)
        try folder.makeFolder("reports/\(id)/junit.xml")
        // Whatever the order of the formats: the record comes first.
        #expect(failure { try write(.make(), threeFormats.reversed()) }?.problems.count == 1)
        #expect(journal.problem == nil)
        #expect(try folder.names("reports/\(id)") == ["junit.xml", "run.json", "summary.txt"])
        #expect(try RunFolder.read(folder.at("reports/\(id)")) == .make())
    }

    @Test("without a record the journal is all that tells of the run, and stays")
    func unfinished() throws {
        _ = try RunJournal(.make(), under: folder.at("reports"), redactor: Redactor())
        try folder.makeFolder("reports/\(id)/run.json")
        #expect(failure { try write() }?.problems.count == 1)
        #expect(try RunFolder.read(folder.at("reports/\(id)")).interruption == .killed)
    }

    @Test("a journal that can't be removed is told")
    func stuckJournal() throws {
        try folder.makeFolder("reports/\(id)/journal.jsonl")
        let path = folder.at("reports/\(id)/journal.jsonl")
        #expect(try write().warnings == ["\(path) could not be removed; gonogo report reads it in place of run.json"])
    }

    @Test(
        "a folder holds a run as soon as there is a journal or a report",
        arguments: [
            "journal.jsonl", "run.json", "junit.xml", "summary.txt",
        ])
    func holdsRun(name: String) throws {
        #expect(!RunFolder.holdsRun(folder.at("run")))
        try folder.makeFolder("run")
        try folder.write("run/notes.txt", "")
        #expect(!RunFolder.holdsRun(folder.at("run")))
        try folder.write("run/\(name)", "")
        #expect(RunFolder.holdsRun(folder.at("run")))
    }

    @Test("a folder that can't be made is told")
    func noFolder() throws {
        try folder.write("reports", "a file")
        #expect(failure { try write() }?.problems == ["\(folder.at("reports")) is not a directory"])
    }

    @Test("secrets are masked in every report")
    func secrets() throws {
        let redactor = Redactor([Secret("hunter2-hunter2")])
        _ = try write(.make([.smoke([.unmet("A", actual: "hunter2-hunter2")])]), redactor: redactor)
        for name in try folder.names("reports/\(id)") {
            let text = try folder.text("reports/\(id)/\(name)")
            #expect(!text.contains("hunter2") && text.contains(Redactor.mask))
        }
    }

    @Test("a report that still holds a secret is withheld, the others are written")
    func withheld() throws {
        let leaky = ReportFormat(name: "leaky", fileName: "leaky.txt") { _ in Array("hunter2-hunter2".utf8) }
        let failure = try #require(
            failure {
                try write(.make(), [leaky] + threeFormats, redactor: Redactor([Secret("hunter2-hunter2")]))
            })
        #expect(
            failure.problems == [
                "\(folder.at("reports/\(id)/leaky.txt")) was withheld: a known secret would stand in it"
            ])
        #expect(try folder.names("reports/\(id)") == ["junit.xml", "run.json", "summary.txt"])
    }

    @Test("something else of the name `latest` is left alone, with a warning")
    func latestInTheWay() throws {
        try folder.makeFolder("reports/latest")
        #expect(try write().warnings == ["\(folder.at("reports/latest")) is a directory, not a symbolic link"])
    }

    @Test("reading says what is not there")
    func reading() throws {
        try folder.makeFolder("empty")
        #expect(throws: ReportError.unreadable("\(folder.at("empty")) holds neither run.json nor journal.jsonl")) {
            try RunFolder.read(folder.at("empty"))
        }
        #expect(throws: ReportError.unreadable("\(folder.at("none")) does not exist")) {
            try RunFolder.read(folder.at("none"))
        }
    }
}
