import Foundation
import Model
import Reports
import Testing

struct RunJSONTests {
    private func text(_ record: RunRecord) throws -> String {
        String(decoding: try RunJSON.encode(record), as: UTF8.self)
    }

    private func refusal(_ text: String) -> String? {
        do throws(ReportError) {
            _ = try RunJSON.decode(Array(text.utf8))
            return nil
        } catch {
            return error.description
        }
    }

    @Test(
        "a record comes back as it was",
        arguments: Samples.all.filter { $0.name != "unmeasurable" && $0.name != "hostile" })
    func roundTrip(sample: Sample) throws {
        #expect(try RunJSON.decode(RunJSON.encode(sample.record)) == sample.record)
    }

    @Test("every text comes back as it was", arguments: Hostile.all)
    func hostileRoundTrip(_ hostile: Hostile) throws {
        let record = RunRecord.make(
            [.smoke([.unmet(hostile.text, hostile.text, actual: hostile.text)])], notes: [hostile.text])
        let decoded = try RunJSON.decode(RunJSON.encode(record))
        #expect(decoded == record)
        // Strings compare by meaning: the bytes must agree too.
        #expect(Array(try #require(decoded.notes.first).utf8) == Array(hostile.text.utf8))
    }

    @Test("keys are snake_case, sorted, with slashes as they are, and the last line ends")
    func form() throws {
        let json = try text(.make())
        for part in [
            "\"schema\" : \"gonogo.run/1\"", "\"base_url\" : \"https://staging-api.kis-core.example\"",
            "\"p95_ms\" : 412.4",
            "\"p999_ms\" : 1200", "\"deployment_id\" : \"DEPLOY-20261120-100000\"",
            "\"started_at\" : \"2026-11-20T10:00:00.000Z\"", "\"decision\" : \"GO\"", "\"passed_on_retry\" : false",
        ] { #expect(json.contains(part), "\(part)") }
        #expect(json.hasSuffix("}\n") && !json.contains("Ms\""))
        let keys = json.split(separator: "\n").filter { $0.hasPrefix("  \"") }.compactMap {
            $0.split(separator: "\"").dropFirst().first
        }
        #expect(keys == keys.sorted() && keys.count > 10)
    }

    @Test("the figures of an open model have their places, and a record that lacks them is read as well")
    func openModel() throws {
        let json = try text(.make([.performance(load: .makeOpen())]))
        for part in ["\"max_in_flight\" : 400", "\"p99_ms\" : 0.4", "\"peak_in_flight\" : 17", "\"dropped\" : 1"] {
            #expect(json.contains(part), "\(part)")
        }
        let old = try text(.make([.performance()]))
        for key in ["waits", "ending", "max_in_flight", "lateness", "planned", "dropped", "cpu_seconds"] {
            #expect(!old.contains("\"\(key)\""), "\(key)")
        }
        #expect(try RunJSON.decode(Array(old.utf8)) == .make([.performance()]))
    }

    @Test("a number that is none is written as a text and read back, so that no report fails for it")
    func notANumber() throws {
        let record = try #require(Samples.all.first { $0.name == "unmeasurable" }).record
        let json = try text(record)
        #expect(json.contains("\"error_ratio\" : \"Infinity\"") && json.contains("\"p95_ms\" : \"NaN\""))
        #expect(try RunJSON.decode(Array(json.utf8)).suites[0].load?.response?.p95Ms.isNaN == true)
    }

    @Test(
        "what is not a record of this schema is refused with a sentence",
        arguments: [
            ("", "not a run record: it is not valid JSON"), ("[]", "not a run record: it has the wrong type"),
            ("{}", "not a run record: it lacks 'schema'"),
            ("{\"schema\": 1}", "not a run record: schema has the wrong type"),
            (
                "{\"schema\": \"gonogo.run/2\"}",
                "the run record has the schema 'gonogo.run/2'; this program reads 'gonogo.run/1'"
            ),
            (String(repeating: "[", count: 100_000), "not a run record: it is not valid JSON"),
        ])
    func refused(json: String, sentence: String) { #expect(refusal(json) == sentence) }

    @Test(
        "a damaged record is refused with the place",
        arguments: [
            (
                "\"outcome\" : \"passed\"", "\"outcome\" : \"maybe\"",
                "not a run record: suites[0].cases[0].outcome has a value that can't be there"
            ),
            (
                "\"started_at\" : \"2026", "\"started_at\" : \"never 2026",
                "not a run record: started_at has a value that can't be there"
            ),
            ("\"tags\"", "\"labels\"", "not a run record: suites[0].cases[0] lacks 'tags'"),
        ])
    func damaged(right: String, wrong: String, sentence: String) throws {
        let json = try text(.make([.smoke([.make("A")])]))
        #expect(refusal(json.replacing(right, with: wrong)) == sentence)
    }
}
