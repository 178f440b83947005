import JSON
import Testing

@Suite("JSONNumber")
struct JSONNumberTests {
    @Test(
        "only the grammar of RFC 8259 is a number",
        arguments: [
            "", "+1", "01", "-01", "00", ".5", "1.", "1.e1", "1e", "1e+", "-", "--1", "0x10", "1_000", "NaN",
            "Infinity", " 1",
            "1 ", "1,0", "١", "1e1.0", "1e1e1", "-.5",
        ])
    func refused(text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test(
        "a number keeps its text", arguments: ["0", "-0", "1.50", "1E+05", "123456789012345678901234567890", "1e400"])
    func text(text: String) throws {
        #expect(try #require(JSONNumber(text)).text == text)
    }

    @Test(
        "equal values are equal, however they are written",
        arguments: [
            ("1", "1.0"), ("100", "1e2"), ("100", "1E+2"), ("0", "-0"), ("0", "0e999"), ("0", "-0.000e-5"),
            ("0.1", "1e-1"),
            ("0.1", "0.10"), ("1200", "1.2e3"), ("0.0012", "12e-4"), ("10e399", "1e400"), ("1e400", "0.1e401"),
            ("12345678901234567890", "1234567890123456789e1"), ("1e999999999", "10e999999998"),
            ("1e9999999999999999999999", "1e9999999999999999999999"), ("1e+00005", "100000"), ("-5", "-5.00"),
        ])
    func equal(left: String, right: String) throws {
        let (left, right) = (try #require(JSONNumber(left)), try #require(JSONNumber(right)))
        #expect(left == right && right == left)
        #expect(!(left < right) && !(right < left))
    }

    @Test(
        "order is exact at any size",
        arguments: [
            ("1", "2"), ("-2", "-1"), ("-1", "0"), ("0", "1e-400"), ("-1e-400", "0"), ("0.1", "0.10000000000000000001"),
            ("9007199254740992", "9007199254740993"), ("99999999999999999999", "100000000000000000000"), ("9", "1e1"),
            ("-1e400", "1e-400"), ("1e400", "1e401"), ("1e-401", "1e-400"), ("-1e401", "-1e400"),
            ("1e999999999", "1e1000000000"),
            ("1", "1e999999999"), ("1e-999999999", "1"), ("-1e999999999", "1"),
            ("1e999999999", "1e99999999999999999999"),
            ("1e99999999999999999999", "1e100000000000000000000"),
            ("1e-100000000000000000000", "1e-99999999999999999999"),
            ("1e-99999999999999999999", "1e-5"), ("-1e99999999999999999999", "-1e5"), ("0", "1e-99999999999999999999"),
            ("0.999999999999999999999", "1"), ("123.455", "123.456"), ("1.5", "2"),
            ("999999999999999999", "1000000000000000000"),
        ])
    func order(less: String, more: String) throws {
        let (less, more) = (try #require(JSONNumber(less)), try #require(JSONNumber(more)))
        #expect(less < more)
        #expect(!(more < less))
        #expect(less != more)
    }

    @Test(
        "whole values that fit are an Int",
        arguments: [
            ("0", 0), ("-0", 0), ("42", 42), ("1.0", 1), ("1e2", 100), ("-1.50e1", -15),
            ("9223372036854775807", Int.max),
            ("-9223372036854775808", Int.min), ("9223372036854775808", nil), ("-9223372036854775809", nil),
            ("1.5", nil),
            ("1e19", nil), ("1e999999999", nil), ("1e-1", nil), ("1e99999999999999999999", nil),
            ("0e99999999999999999999", 0),
            ("922337203685477580.7e1", Int.max),
        ] as [(String, Int?)])
    func int(text: String, value: Int?) throws {
        #expect(try #require(JSONNumber(text)).int == value)
    }

    @Test(
        "a number is whole by its value",
        arguments: [
            ("1", true), ("1.0", true), ("1.5", false), ("15e-1", false), ("150e-1", true), ("1e400", true),
            ("1e-400", false),
            ("0.0", true), ("12345678901234567890", true), ("12345678901234567890.5", false),
        ])
    func whole(text: String, isWhole: Bool) throws {
        #expect(try #require(JSONNumber(text)).isWhole == isWhole)
    }

    @Test("doubles go both ways where JSON can hold them")
    func doubles() {
        #expect(JSONNumber(0.1)?.text == "0.1")
        #expect(JSONNumber(1e300)?.double == 1e300)
        #expect(JSONNumber(-0.0)?.double == 0)
        #expect(JSONNumber("1e400")?.double == .infinity)
        #expect(JSONNumber(Double.nan) == nil)
        #expect(JSONNumber(Double.infinity) == nil)
        #expect(JSONNumber(Int.min).text == "-9223372036854775808")
    }

    @Test("a million digits are compared without more memory than they take")
    func long() throws {
        let digits = String(repeating: "7", count: 1_000_000)
        let (less, more) = (try #require(JSONNumber(digits + ".1")), try #require(JSONNumber(digits + ".2")))
        #expect(less < more)
        #expect(less == JSONNumber(digits + ".10"))
    }
}
