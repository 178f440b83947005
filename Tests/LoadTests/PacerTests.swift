import Load
import Testing

@Suite("Pacer and rate curve")
struct PacerTests {
    private func schedule(
        _ stages: [LoadStage], _ arrivals: OpenModel.Arrivals = .constant, seed: UInt64 = 1, thread: Int = 0,
        of threads: Int = 1, limit: UInt64 = .max
    ) -> [UInt64] {
        var pacer = Pacer(
            RateCurve(stages), arrivals: arrivals, seed: seed, thread: thread, of: threads, limit: limit)
        var instants: [UInt64] = []
        while pacer.next != .max {
            instants.append(pacer.next)
            pacer.advance()
        }
        return instants
    }

    @Test("a constant rate is an even schedule with exactly rate times duration starts")
    func constant() {
        let instants = schedule([.hold(200, .seconds(10))])
        #expect(instants.count == 2000)
        #expect(instants.first == 0 && instants.last == 9_995_000_000)
        let gaps = zip(instants, instants.dropFirst()).map { $1 - $0 }
        #expect(gaps.allSatisfy { (4_999_998...5_000_002).contains($0) })
    }

    @Test(
        "stages plan the area under their rates",
        arguments: [
            ([LoadStage(from: 0, to: 200, duration: .seconds(20)), .hold(200, .seconds(10))], 4000),
            ([LoadStage(from: 100, to: 0, duration: .seconds(4))], 200),
            ([.hold(10, .seconds(1)), .hold(0, .seconds(5)), .hold(1000, .seconds(1)), .hold(10, .seconds(1))], 1020),
            ([LoadStage(from: 0, to: 500, duration: .zero), .hold(500, .seconds(1))], 500),
            ([.hold(0.5, .seconds(7))], 4),
        ])
    func area(_ stages: [LoadStage], _ count: Int) {
        let instants = schedule(stages)
        #expect(instants.count == count)
        #expect(instants == instants.sorted())
    }

    @Test("in a ramp half of the starts fall into the last 29 per cent of its time")
    func ramp() {
        let instants = schedule([LoadStage(from: 0, to: 400, duration: .seconds(10))])
        #expect(instants.count == 2000)
        // N(t) = 20 t²: the thousandth start is due at √50 s.
        #expect(abs(Double(instants[1000]) / 1e9 - 50.0.squareRoot()) < 1e-6)
    }

    @Test("nothing is due while the rate is 0")
    func pause() {
        let instants = schedule([.hold(10, .seconds(1)), .hold(0, .seconds(5)), .hold(10, .seconds(1))])
        #expect(instants.count == 20)
        #expect(instants[9] < 1_000_000_000 && instants[10] == 6_000_000_000)
    }

    @Test("threads share one schedule between them", arguments: [OpenModel.Arrivals.constant, .poisson])
    func threads(_ arrivals: OpenModel.Arrivals) {
        let stages = [LoadStage(from: 10, to: 300, duration: .seconds(3)), .hold(300, .seconds(2))]
        let whole = schedule(stages, arrivals, seed: 7)
        let parts = (0..<3).flatMap { schedule(stages, arrivals, seed: 7, thread: $0, of: 3) }
        #expect(parts.sorted() == whole)
    }

    @Test("Poisson arrivals have the planned mean, and gaps whose deviation is their mean")
    func poisson() {
        let instants = schedule([.hold(1000, .seconds(50))], .poisson, seed: 3)
        // 50 000 expected, with a standard deviation of 224.
        #expect((49_000...51_000).contains(instants.count))
        let gaps = zip(instants, instants.dropFirst()).map { Double($1 - $0) / 1e6 }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let variance = gaps.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(gaps.count)
        #expect((0.97...1.03).contains(mean) && (0.97...1.03).contains(variance.squareRoot() / mean))
        #expect(schedule([.hold(1000, .seconds(50))], .poisson, seed: 3) == instants)
        #expect(schedule([.hold(1000, .seconds(50))], .poisson, seed: 4) != instants)
    }

    @Test("a limit on iterations ends the schedule early")
    func limit() {
        #expect(schedule([.hold(100, .seconds(10))], limit: 7).count == 7)
        #expect((0..<2).map { schedule([.hold(100, .seconds(10))], thread: $0, of: 2, limit: 7).count } == [4, 3])
    }

    @Test("a curve tells starts before an instant, its total and its peak")
    func curve() {
        let curve = RateCurve([LoadStage(from: 0, to: 200, duration: .seconds(20)), .hold(50, .seconds(10))])
        #expect(curve.total == 2500 && curve.peak == 200 && curve.duration == .seconds(30))
        #expect(curve.starts(before: .zero) == 0)
        #expect(curve.starts(before: .seconds(10)) == 500)
        #expect(curve.starts(before: .seconds(25)) == 2250)
        #expect(curve.starts(before: .seconds(99)) == 2500)
    }
}
