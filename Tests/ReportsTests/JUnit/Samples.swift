import Model
import Testing

/// A record with a name, for tests that hold for all kinds of run.
struct Sample: Sendable, CustomTestStringConvertible {
    var name: String
    /// Test cases, failures, errors and skipped ones that its documents must have, counted by hand.
    var counts: [Int]
    var record: RunRecord
    var testDescription: String { name }
}

enum Samples {
    static let all = [
        Sample(name: "go", counts: [53, 0, 0, 0], record: .make()),
        Sample(name: "two-loads", counts: [4, 0, 0, 0], record: .make([.performance(), .performance("load")])),
        Sample(
            name: "open", counts: [4, 0, 0, 0],
            record: .make([.performance(load: .makeOpen()), .performance("scenario", load: .makeOpen())])),
        Sample(name: "nothing", counts: [1, 0, 1, 0], record: .make([])),
        Sample(name: "empty-suite", counts: [1, 0, 1, 0], record: .make([.smoke([])])),
        Sample(
            name: "interrupted", counts: [13, 0, 1, 0],
            record: .make([.smoke()], interruption: .signal(2), notes: ["TLS was not verified"])),
        Sample(
            name: "no-go", counts: [7, 4, 1, 1],
            record: .make([
                .smoke([
                    .unmet("SMOKE-001", "health", message: "it must answer"),
                    .make("SMOKE-002", outcome: .errored, reason: "no route"),
                    .make("SMOKE-003", outcome: .skipped, reason: "needs SMOKE-001"),
                    .make("SMOKE-004", passedOnRetry: true),
                ]),
                .performance(
                    load: .make(errors: [
                        .init(errorClass: "timeout", phase: "body", blame: "target", count: 3, sample: "x")
                    ]),
                    [.make("load/p95(response) <= 2100ms", unit: .threshold, outcome: .failed)]),
                .config([.make("CFG-1", unit: .rule, severity: .warn, outcome: .failed)]),
            ])),
        Sample(
            name: "hostile", counts: [3, 1, 1, 1], record: hostile("<&\"'>]]>\u{1B}[31m\u{0}\u{FFFE}é👩‍👩‍👧\r\n\t\u{202E}")),
        Sample(
            name: "unmeasurable", counts: [2, 0, 0, 0],
            record: .make([
                .performance(load: .make(measured: .nan, errorRatio: .infinity, response: .make(p95: .nan)))
            ])),
    ]

    /// A record with the text in every place where one can stand, the names that count fixed.
    static func hostile(_ text: String) -> RunRecord {
        let step = StepResult(
            name: text, kind: text, outcome: .failed, request: text, response: text, durationMs: -1,
            timings: Timings(totalMs: .nan),
            observations: [
                Observation(
                    property: text, expected: text, actual: text, outcome: .failed, message: text, errorClass: text,
                    location: SourceLocation(file: text, line: -1, column: .max))
            ])
        var load = LoadSummary.makeOpen(
            ending: text, name: text,
            errors: [.init(errorClass: text, phase: text, blame: text, count: 1, sample: text)])
        load.invalid = [text]
        load.scenarios += load.scenarios
        return .make(
            [
                .make(
                    text, .smoke,
                    [
                        .make(text, text, tags: [text], outcome: .failed, steps: [step]),
                        .make(text, text, tags: [text], outcome: .errored, reason: text),
                    ]),
                .performance(text, load: load, [.make(text, outcome: .skipped, reason: text)]),
            ],
            project: text, environment: .init(name: text, baseUrl: text, protected: false), notes: [text])
    }
}
