import Model
import Testing

struct DurationTextTests {
    @Test(
        "a duration reads as a person would say it",
        arguments: [
            (0, "0 ms"), (0.000_4, "0.4 ms"), (0.009_94, "9.9 ms"), (0.012_4, "12 ms"), (0.999, "999 ms"),
            (0.999_6, "1 s"),
            (3.24, "3.2 s"), (59.94, "59.9 s"), (59.96, "1m 0s"), (342, "5m 42s"), (3_599.6, "1h 0m"), (3_840, "1h 4m"),
            (-1, "unknown"), (.nan, "unknown"), (.infinity, "unknown"), (1e300, "unknown"),
        ] as [(Double, String)])
    func seconds(value: Double, text: String) { #expect(DurationText.text(seconds: value) == text) }

    @Test(
        "decimals are cut to size, never with an exponent",
        arguments: [
            (1.5, 2, "1.5"), (0.000_2, 3, "0"), (1.999_6, 3, "2"), (-0.25, 1, "-0.3"), (-0.01, 1, "0"), (12, 0, "12"),
            (0.02, 2, "0.02"),
            (123_456_789.125, 3, "123456789.125"), (1e300, 2, "unknown"), (.nan, 2, "unknown"),
        ] as [(Double, Int, String)])
    func fixed(value: Double, places: Int, text: String) { #expect(DurationText.fixed(value, places: places) == text) }

    @Test(
        "thousands are grouped",
        arguments: [
            (0, "0"), (999, "999"), (1_000, "1 000"), (14_873, "14 873"), (-1_234_567, "-1 234 567"),
            (Int.min, "-9 223 372 036 854 775 808"),
        ])
    func grouped(value: Int, text: String) { #expect(DurationText.grouped(value) == text) }

    @Test("a duration knows its seconds and milliseconds")
    func units() {
        #expect(Duration.milliseconds(1_500).seconds == 1.5)
        #expect(Duration.microseconds(250).milliseconds == 0.25)
        #expect(Duration.seconds(342).text == "5m 42s")
    }
}
