import Model
import Testing

struct TextTests {
    @Test(
        "the nearest name is within a third of the length, or one letter",
        arguments: [
            ("expected", "expect"), ("staus", "status"), ("STATUS", "status"), ("haeders", "headers"), ("tme", "time"),
        ])
    func nearest(name: String, found: String) {
        #expect(NearestName.of(name, among: ["headers", "time", "expect", "status"]) == found)
    }

    @Test(
        "what resembles nothing has no nearest name",
        arguments: ["", "x", "completely", "st", String(repeating: "z", count: 1_000)])
    func noneNear(name: String) {
        #expect(NearestName.of(name, among: ["headers", "time", "expect", "status"]) == nil)
    }

    @Test("of two equally near names, the first wins")
    func tie() { #expect(NearestName.of("cat", among: ["bat", "car"]) == "bat") }

    @Test("text is cut at Unicode scalars, and says so")
    func clipped() {
        #expect("héllo".clipped(to: 5) == "héllo")
        #expect("héllo".clipped(to: 4) == "héll…")
        #expect("e\u{301}x".clipped(to: 1) == "e…")
        // One letter can carry any number of marks: counted as one character, it would never be cut.
        #expect(("e" + String(repeating: "\u{301}", count: 100_000)).clipped(to: 10).unicodeScalars.count == 11)
        #expect("".clipped(to: 0) == "")
    }

    @Test(
        "control characters can't reach a terminal",
        arguments: [
            ("a\u{1B}[31mb", "a\\u{1b}[31mb"), ("a\nb\tc", "a\\u{a}b c"), ("\u{202E}abc", "\\u{202e}abc"),
            ("é 日", "é 日"),
            ("\u{9B}\u{7F}", "\\u{9b}\\u{7f}"), ("\r\n", "\\u{d}\\u{a}"),
        ])
    func printable(text: String, shown: String) { #expect(text.printable == shown) }
}
