/// How much memory the machine has and could still give, in bytes.
package struct MemoryUse: Sendable, Equatable {
    package var total: Int
    /// What new programs could get without swapping: free memory and caches that can be dropped.
    package var available: Int
    package var swapTotal: Int
    package var swapFree: Int

    /// Throws where the figures contradict each other.
    package init(total: Int, available: Int, swapTotal: Int, swapFree: Int) throws(HostError) {
        guard total > 0, (0...total).contains(available), swapTotal >= 0, (0...swapTotal).contains(swapFree) else {
            throw .malformed("the memory's figures", "more is available than there is")
        }
        self.total = total
        self.available = available
        self.swapTotal = swapTotal
        self.swapFree = swapFree
    }

    /// Reads `/proc/meminfo`; throws where a figure is missing, has another unit than kB, or is too large.
    package init(procMeminfo bytes: [UInt8]) throws(HostError) {
        var figures: [Substring: Int] = [:]
        for line in KernelText.lines(bytes) {
            let words = KernelText.words(line)
            guard words.count == 3, words[2] == "kB", let kilobytes = KernelText.number(words[1]),
                kilobytes <= UInt64(Int.max / 1_024)
            else { continue }
            figures[words[0]] = Int(kilobytes) * 1_024
        }
        func figure(_ name: Substring) throws(HostError) -> Int {
            guard let figure = figures["\(name):"] else {
                throw .malformed("/proc/meminfo", "it has no usable line '\(name)'")
            }
            return figure
        }
        try self.init(
            total: figure("MemTotal"), available: figure("MemAvailable"), swapTotal: figure("SwapTotal"),
            swapFree: figure("SwapFree"))
    }

    /// The share that is not available, in percent.
    package var used: Double { Double(total - available) / Double(total) * 100 }

    /// The share of the swap space in use, in percent; 0 where there is none.
    package var swapUsed: Double { swapTotal > 0 ? Double(swapTotal - swapFree) / Double(swapTotal) * 100 : 0 }
}
