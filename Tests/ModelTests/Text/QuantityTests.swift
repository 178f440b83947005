import Model
import Testing

struct QuantityTests {
    @Test(
        "a duration wants a number and a unit",
        arguments: [
            ("250ms", 0.25), ("1.5s", 1.5), ("10m", 600), ("2h", 7_200), ("1d", 86_400), ("3min", 180),
            ("20us", 0.000_02), ("0s", 0),
        ])
    func durations(text: String, seconds: Double) { #expect(Quantity.duration(text)?.seconds == seconds) }

    @Test(
        "what is not exactly that is no duration",
        arguments: [
            "", "10", "s", "1 s", "-1s", "+1s", "1e3s", "1.s", ".5s", "1.2.3s", "366d", "9999999999999999h", "٣s", "1S",
            "1ms ", "NaNs",
        ])
    func noDurations(text: String) { #expect(Quantity.duration(text) == nil) }

    @Test(
        "a whole number has digits only",
        arguments: [
            ("0", 0), ("42", 42), ("-7", -7), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
        ])
    func integers(text: String, value: Int) { #expect(Quantity.integer(text) == value) }

    @Test(
        "YAML's other integers are none",
        arguments: [
            "", "-", "+1", "01", "0x10", "0o7", "1_000", "3:20", "1.0", "9223372036854775808", "٤", " 1", "--1",
        ])
    func noIntegers(text: String) { #expect(Quantity.integer(text) == nil) }

    @Test("a number has at most one point and no exponent", arguments: [("0.5", 0.5), ("-2.25", -2.25), ("12", 12)])
    func numbers(text: String, value: Double) { #expect(Quantity.number(text) == value) }

    @Test(
        "infinities, exponents and half numbers are none",
        arguments: ["NaN", "inf", "1e5", "1.", ".5", "+1", "0x1p3", "-", "1-"])
    func noNumbers(text: String) { #expect(Quantity.number(text) == nil) }

    @Test(
        "a size is counted in bytes",
        arguments: [
            ("10", 10), ("10B", 10), ("1KB", 1_000), ("1.5KiB", 1_536), ("8MiB", 8_388_608), ("2GB", 2_000_000_000),
            ("1GiB", 1 << 30),
        ])
    func sizes(text: String, bytes: Int) { #expect(Quantity.bytes(text) == bytes) }

    @Test(
        "other units and absurd sizes are none",
        arguments: ["", "KB", "1kb", "1 MB", "-1", "999999999999999GiB", "1TB"])
    func noSizes(text: String) { #expect(Quantity.bytes(text) == nil) }

    @Test("a share is a percentage or a plain number")
    func ratios() {
        #expect(Quantity.ratio("1%") == 0.01)
        #expect(Quantity.ratio("0.25") == 0.25)
        #expect(Quantity.ratio("%") == nil)
        #expect(Quantity.ratio("-1%") == nil)
    }
}
