import Model
import Reports
import Testing

struct RedactionTests {
    private static let secret = "s3cr3t/\"token\"<&>+ü"

    @Test("no text of a record keeps a secret, whichever it is")
    func everyText() throws {
        let redactor = Redactor([Secret(Self.secret)])
        var record = Samples.hostile("before \(Self.secret) after")
        record.tool = Self.secret
        record.deploymentId = Self.secret
        let redacted = record.redacted(by: redactor)
        var output = ""
        dump(redacted, to: &output)
        #expect(!output.contains("s3cr3t"))
        #expect(output.contains("before ******** after"))
        for format in ReportFormats.all() { #expect(try !redactor.finds(in: format.render(redacted))) }
        #expect(redactor.finds(in: try RunJSON.encode(record)))
    }

    @Test("a record without secrets stays as it is, but for credentials in its URL")
    func nothingToMask() {
        #expect(RunRecord.make().redacted(by: Redactor()) == RunRecord.make())
        let record = RunRecord.make(environment: .init(name: "x", baseUrl: "http://u:p@h/", protected: false))
        #expect(record.redacted(by: Redactor()).environment.baseUrl == "http://********@h/")
    }

    @Test("redacting twice is the same as once")
    func twice() {
        let redactor = Redactor([Secret("a-long-secret")])
        let once = Samples.hostile("a-long-secret").redacted(by: redactor)
        var (first, second) = ("", "")
        dump(once, to: &first)
        dump(once.redacted(by: redactor), to: &second)
        #expect(first == second)
    }
}
