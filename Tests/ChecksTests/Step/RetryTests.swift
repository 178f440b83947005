import Checks
import Testing

@Suite("Waits between attempts")
struct RetryTests {
    @Test(
        "the wait grows by its factor up to its bound",
        arguments: [
            (500, 1.0, 60_000, [500, 500, 500, 500]), (500, 2.0, 3_000, [500, 1_000, 2_000, 3_000]),
            (100, 1.5, 60_000, [100, 150, 225, 337]), (0, 2.0, 60_000, [0, 0, 0, 0]),
            (5_000, 2.0, 1_000, [1_000, 1_000, 1_000, 1_000]), (1_000, 10.0, 60_000, [1_000, 10_000, 60_000, 60_000]),
        ])
    func waits(interval: Int, backoff: Double, maximum: Int, waits: [Int]) {
        var retry = Retry()
        retry.interval = .milliseconds(interval)
        retry.backoff = backoff
        retry.maxInterval = .milliseconds(maximum)
        #expect((1...4).map { Int(retry.wait(after: $0) / .milliseconds(1)) } == waits)
    }

    @Test(
        "no number of attempts overflows, or takes long to think about",
        arguments: [0, -1, Int.min, 1_000_000, Int.max])
    func extremes(number: Int) {
        var retry = Retry()
        retry.backoff = 10
        #expect(retry.wait(after: number) <= .seconds(60))
        retry.interval = .zero
        #expect(retry.wait(after: number) == .zero)
    }
}
