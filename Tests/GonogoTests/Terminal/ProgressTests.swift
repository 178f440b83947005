import Foundation
import Model
import Synchronization
import Testing

@testable import gonogo

@Suite("Progress on stderr", .timeLimit(.minutes(1)))
struct ProgressTests {
    /// A clock that stands still until it is told.
    private final class Hand: Sendable {
        private let passed = Mutex(Duration.zero)
        private let begin = ContinuousClock.now

        var now: ContinuousClock.Instant { begin + passed.withLock { $0 } }
        func advance(by duration: Duration) { passed.withLock { $0 += duration } }
    }

    /// What progress writes on a stream of that kind while `events` are reported; the line that renews itself may be
    /// replaced before it is shown, so `awaited` is waited for.
    private func written(
        isRich: Bool, expected: Duration = .zero, until awaited: String? = nil,
        _ events: (gonogo.Progress, Hand) -> Void
    ) throws -> String {
        let pipe = Pipe()
        let console = Console(pipe.fileHandleForWriting.fileDescriptor, isTerminal: isRich, isRich: isRich)
        let hand = Hand()
        let progress = gonogo.Progress(
            console: console, isQuiet: false, isVerbose: false, expected: expected,
            redactor: Redactor([Secret("a-long-secret")]), now: { hand.now })
        events(progress, hand)
        var text = ""
        while let awaited, !text.contains(awaited) {
            text += String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
        }
        progress.finish()
        try pipe.fileHandleForWriting.close()
        return text + String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    }

    private static let load = RunProgress(
        "200/s, 12 in flight, p50 3 ms p95 9 ms p99 20 ms, 2 status", done: 0.42, left: .seconds(17))

    /// What stands on the line that renews itself, last.
    private func lastStatus(_ text: String) -> String? {
        text.components(separatedBy: "\r\u{1B}[K").last { !$0.isEmpty && !$0.hasSuffix("\n") }?
            .components(separatedBy: "\n").last
    }

    @Test("on a terminal a load has a bar of its own, with its share, what is left, and the last seconds")
    func bar() throws {
        let text = try written(isRich: true, until: "left") { progress, hand in
            progress.report(.started(units: 9, suites: 1))
            hand.advance(by: .seconds(12))
            progress.report(.progress(suite: "load", Self.load))
        }
        #expect(
            lastStatus(text) == "████████░░░░░░░░░░░░ 42 %, about 17 s left, [0/9] load: 200/s, 12 in flight, "
                + "p50 3 ms p95 9 ms p99 20 ms, 2 …", "\(text.debugDescription)")
    }

    @Test("a share beyond its range is no trap", arguments: [(-1.0, "0 %"), (7, "100 %")])
    func range(done: Double, share: String) throws {
        let text = try written(isRich: true, until: "load: x") { progress, _ in
            progress.report(.progress(suite: "load", RunProgress("x", done: done)))
        }
        #expect(lastStatus(text)?.contains(" \(share), [0/0] load: x") == true, "\(text.debugDescription)")
    }

    @Test("without a share of its own, the results count, and the plan says what is left")
    func results() throws {
        let text = try written(isRich: true, expected: .seconds(60), until: "50 s") { progress, hand in
            progress.report(.started(units: 4, suites: 1))
            hand.advance(by: .seconds(10))
            progress.report(
                .caseFinished(
                    suite: "smoke",
                    CaseResult(id: "A", name: "a", unit: .case, severity: .block, tags: [], outcome: .passed)))
        }
        #expect(
            lastStatus(text) == "█████░░░░░░░░░░░░░░░ about 50 s left, [1/4] smoke, 10 s", "\(text.debugDescription)")
    }

    @Test("elsewhere there is a line of the same every 30 seconds, and none between")
    func heartbeat() throws {
        let text = try written(isRich: false) { progress, hand in
            progress.report(.started(units: 9, suites: 1))
            for _ in 0..<65 {
                hand.advance(by: .seconds(1))
                progress.report(.progress(suite: "load", Self.load))
            }
        }
        let line =
            "still running: 42 %, about 17 s left, [0/9] load: 200/s, 12 in flight, p50 3 ms p95 9 ms p99 20 ms, "
            + "2 status, "
        #expect(text == "running 9 checks in 1 suite\n\(line)30 s\n\(line)1m 0s\n", "\(text.debugDescription)")
    }

    @Test("what a target sends can't steer the terminal, and secrets are masked", arguments: [true, false])
    func hostile(isRich: Bool) throws {
        let text = try written(isRich: isRich, until: "****") { progress, hand in
            hand.advance(by: .seconds(31))
            progress.report(.progress(suite: "a\u{1B}]0;x\u{07}", "a-long-secret\u{1B}[2J"))
        }
        #expect(!text.replacing("\u{1B}[K", with: "").contains("\u{1B}"))
        #expect(!text.contains("a-long-secret") && text.contains("********"))
    }
}
