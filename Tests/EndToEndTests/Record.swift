import Foundation

/// `run.json`, read as any other program would.
struct Record: Decodable {
    struct Suite: Decodable {
        let name: String
        let cases: [Case]
    }

    struct Case: Decodable {
        let id: String
        let outcome: String
        let passedOnRetry: Bool
        let reason: String?
        let steps: [Step]
    }

    struct Step: Decodable {
        let kind: String
        let outcome: String
        let attempts: Int
        let observations: [Observation]
    }

    struct Observation: Decodable {
        let property: String
        let expected: String
        let actual: String
        let outcome: String
        let errorClass: String?
    }

    struct Verdict: Decodable {
        let decision: String
        let reasons: [Reason]
    }

    struct Reason: Decodable {
        let rule: String
        let subject: String?
    }

    let schema: String
    let deploymentId: String
    let startedAt: String
    let finishedAt: String
    let durationMs: Double
    let complete: Bool
    let suites: [Suite]
    let verdict: Verdict
    let notes: [String]

    init(_ path: String) throws {
        try self.init(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    init(_ data: Data) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Record.self, from: data)
    }

    var cases: [Case] { suites.flatMap(\.cases) }

    /// How long after a moment the run was over, by its own clock; in seconds.
    func finished(after moment: Date) throws -> TimeInterval {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return try Date(finishedAt, strategy: style).timeIntervalSince(moment)
    }

    func count(_ outcome: String) -> Int { cases.count { $0.outcome == outcome } }

    /// Rules that no case stands for: `true` where one failed, else it could not be found out.
    var rulesOfTheRun: [Bool] {
        Set(verdict.reasons.filter { $0.subject == nil }.map(\.rule)).map { $0 == "too-many-passed-on-retry" }
    }

    /// What did not pass, in order.
    var findings: [Observation] {
        cases.flatMap(\.steps).flatMap(\.observations).filter { ["failed", "errored"].contains($0.outcome) }
    }
}
