import Model
import Testing

struct TimestampTests {
    @Test(
        "an instant is written in UTC with milliseconds",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_795_168_800_123, "2026-11-20T10:00:00.123Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func description(milliseconds: Int64, text: String) {
        let timestamp = Timestamp(millisecondsSince1970: milliseconds)
        #expect(timestamp.description == text)
        #expect(Timestamp(parsing: text) == timestamp)
    }

    @Test("the other forms leave out zone, fraction or punctuation")
    func forms() {
        let timestamp = Timestamp(millisecondsSince1970: 1_795_168_800_999)
        #expect(timestamp.wholeSeconds == "2026-11-20T10:00:00Z")
        #expect(timestamp.withoutZone == "2026-11-20T10:00:00")
        #expect(timestamp.compact == "20261120-100000")
        #expect(Timestamp(parsing: "2026-11-20T10:00:00Z")?.millisecondsSince1970 == 1_795_168_800_000)
    }

    @Test(
        "no other form is read",
        arguments: [
            "", "2026-11-20", "2026-11-20T10:00:00", "2026-11-20 10:00:00Z", "2026/11/20T10:00:00Z",
            "2026-13-20T10:00:00Z",
            "2026-00-20T10:00:00Z", "2026-11-00T10:00:00Z", "2026-11-32T10:00:00Z", "2026-02-30T10:00:00Z",
            "2026-11-20T24:00:00Z", "2026-11-20T10:60:00Z", "2026-11-20T10:00:60Z", "2026-11-20T10:00:00,123Z",
            "+026-11-20T10:00:00Z", "2026-11-20T10:00:00.12Z", "2026-11-20T10:00:00.1234Z", "2026-11-20T10.00.00Z",
        ])
    func refused(text: String) { #expect(Timestamp(parsing: text) == nil) }

    @Test("every day of four centuries is written and read alike")
    func everyDay() {
        for day in 0..<146_097 as Range<Int64> {
            let timestamp = Timestamp(millisecondsSince1970: day * 86_400_000)
            #expect(Timestamp(parsing: timestamp.description) == timestamp)
        }
    }
}
