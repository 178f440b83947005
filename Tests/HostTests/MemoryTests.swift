import Host
import Testing

@Suite("Memory")
struct MemoryTests {
    private static func text(
        total: String = "1000 kB", available: String = "250 kB", swap: String = "200 kB", swapFree: String = "150 kB"
    ) -> String {
        """
        MemTotal:       \(total)
        MemFree:        1 kB
        MemAvailable:   \(available)
        SwapTotal:      \(swap)
        SwapFree:       \(swapFree)
        HugePages_Total: 0
        """
    }

    private func memory(_ text: String) throws(HostError) -> MemoryUse { try MemoryUse(procMeminfo: Array(text.utf8)) }

    @Test("what is not available is in use, whatever is free")
    func sample() throws {
        let memory = try memory(Self.text())
        #expect(memory.total == 1_024_000 && memory.available == 256_000)
        #expect(memory.used == 75)
        #expect(memory.swapUsed == 25)
    }

    @Test("without swap space none of it is in use")
    func noSwap() throws { #expect(try memory(Self.text(swap: "0 kB", swapFree: "0 kB")).swapUsed == 0) }

    @Test(
        "what is no reading is refused",
        arguments: [
            "", text(total: "0 kB"), text(total: "1000 MB"), text(total: "-1 kB"), text(total: "1000"),
            text(available: "1001 kB"), text(available: "9007199254740993 kB"), text(total: "18446744073709551616 kB"),
            text(swapFree: "201 kB"), text(available: "NaN kB"),
            "MemTotal: 1000 kB\nMemFree: 1 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB",
        ])
    func malformed(text: String) { #expect(throws: HostError.self) { try memory(text) } }
}
