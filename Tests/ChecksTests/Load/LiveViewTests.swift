import Checks
import Load
import Model
import Testing

@Suite("The live view of a load")
struct LiveViewTests {
    private func progress(_ succeeded: Int, failed: Int = 0, inFlight: UInt64 = 3, isMeasuring: Bool = true)
        -> LoadProgress
    {
        var progress = LoadProgress()
        progress.isMeasuring = isMeasuring
        progress.inFlight = inFlight
        progress.planned = UInt64(succeeded + failed)
        var step = LoadProgress.Step()
        step.succeeded = UInt64(succeeded)
        step.failed = UInt64(failed)
        if isMeasuring { progress.steps = [step] } else { progress.warmup = step }
        return progress
    }

    @Test("the rate is that of the last five seconds")
    func rate() {
        var view = LiveView(.make(duration: .seconds(60)))
        let first = view.look(progress(100), at: .seconds(1)).text
        #expect(first == "100/s, 3 in flight")
        var text = ""
        for second in 2...8 { text = view.look(progress(100 + 200 * (second - 1)), at: .seconds(second)).text }
        #expect(text == "200/s, 3 in flight")
        for second in 9...13 { text = view.look(progress(1_500), at: .seconds(second)).text }
        #expect(text == "0/s, 3 in flight")
    }

    @Test("percentiles are those of the last five seconds, and errors go by class")
    func figures() {
        var view = LiveView(.make())
        var now = progress(0)
        _ = view.look(now, at: .seconds(1))
        let times =
            Array(repeating: Duration.milliseconds(10), count: 94) + Array(repeating: .milliseconds(100), count: 6)
        now.steps[0].succeeded = 100
        now.steps[0].response = .coarse(times)
        now.failures = [.status: 2, .timeout: 1, .reset: 0]
        now.waiting = 1_234
        let text = view.look(now, at: .seconds(2)).text
        #expect(
            text == "100/s, 3 in flight, 1 234 waiting, p50 10 ms p95 101 ms p99 101 ms, 1 timeout, 2 status", "\(text)"
        )
    }

    @Test("the warm-up is named, and does not mix with the measurement")
    func warmUp() {
        var view = LiveView(.make(warmup: .seconds(10)))
        let warmUp = view.look(progress(500, isMeasuring: false), at: .seconds(5)).text
        #expect(warmUp == "warm-up, 100/s, 3 in flight")
        let mixed = view.look(progress(10), at: .seconds(10)).text
        #expect(mixed.hasSuffix("/s, 3 in flight"))
        let measured = view.look(progress(60), at: .seconds(11)).text
        #expect(measured == "50/s, 3 in flight")
    }

    @Test("how far it is goes by time")
    func done() {
        var view = LiveView(.make(warmup: .seconds(10), duration: .seconds(30)))
        let quarter = view.look(progress(1, isMeasuring: false), at: .seconds(10))
        #expect(quarter.done == 0.25 && quarter.left == .seconds(30))
        let over = view.look(progress(2), at: .seconds(50))
        #expect(over.done == 1 && over.left == nil && over.text.hasPrefix("waiting for answers, "))
        var open = LiveView(.make(stages: [.hold(10, .seconds(20)), .hold(20, .seconds(20))], duration: .seconds(100)))
        let share = open.look(progress(1), at: .seconds(10)).done
        #expect(share == 0.25)
    }

    @Test("where iterations decide it goes by them")
    func iterations() {
        var plan = LoadPlan.make()
        plan.length = .iterations(200)
        var view = LiveView(plan)
        let early = view.look(progress(1), at: .seconds(1)).left
        #expect(early == nil)
        let half = view.look(progress(100), at: .seconds(10))
        #expect(half.done == 0.5 && half.left == .seconds(10))
    }
}
