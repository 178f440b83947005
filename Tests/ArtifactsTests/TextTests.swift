import Model
import Testing

import Artifacts

@Suite("times, placeholders, paths")
struct TextTests {
    @Test(
        "times are read in the forms that tools write",
        arguments: [
            ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"), ("2026-11-20T10:00:00+09:00", "2026-11-20T01:00:00Z"),
            ("2026-11-20T10:00-0530", "2026-11-20T15:30:00Z"),
            ("2026-11-20 10:00:00.123456 UTC", "2026-11-20T10:00:00Z"),
            ("2026-11-20T10:00:00", nil), ("2026-11-20", nil),
        ])
    func instants(_ text: String, _ instant: String?) throws {
        let time = try #require(ISOTime(text))
        #expect(time.instant.map { $0.wholeSeconds } == instant)
        #expect(time.earliest <= time.latest)
    }

    @Test(
        "what is no time is none",
        arguments: [
            "", "soon", "2026-13-01", "2026-02-30", "2026-11-20T25:00:00Z", "2026-11-20T10:00:00+99:00",
            "2026-11-20T10:00:00.Z", "2026-11-20T10:00:00Zulu", "20261120", "2026-11-20X10:00:00Z", "２０２６-11-20",
        ])
    func noTimes(_ text: String) {
        #expect(ISOTime(text) == nil)
    }

    @Test(
        "placeholders are told from words",
        arguments: [
            "CHG-XXXX", "CHG-YYYYMMDD-NNN", "YYYY-MM-DD", "${NAME}", "TBD", "todo", "TODO: x", "xxx", "XXXX", "<name>",
            "[fill in]", "?", " ", "N/A", "미정",
        ])
    func placeholders(_ text: String) { #expect(Placeholder.isOne(text)) }

    @Test(
        "words are no placeholders",
        arguments: [
            "Todor Ivanov", "CR-2026-001", "XX-1", "move to the XXL instances of the pool", "ANNA", "Exxon", "Kim",
            "todos aprobados", "error rate > 1%", "R1",
        ])
    func words(_ text: String) { #expect(!Placeholder.isOne(text)) }

    @Test("paths that climb out are told", arguments: ["/a", "..", "a/../..", "../a"])
    func climbing(_ path: String) { #expect(PathEscape.leaves(path)) }

    @Test("paths that stay are told", arguments: ["a", "a/..", "a/../b", "./a", "..a/b"])
    func staying(_ path: String) { #expect(!PathEscape.leaves(path)) }

    @Test("files of secrets are known by their names")
    func secrets() {
        #expect([".env", "a/.env.production", "config.env", "x/id_rsa", "s.pem"].allSatisfy(SecretFileName.isOne))
        #expect(![".env.example", "environment", "keys.json", "a.envelope"].contains(where: SecretFileName.isOne))
    }
}
