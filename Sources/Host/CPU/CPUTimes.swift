/// What all processors together have done since the machine started, in clock ticks.
///
/// The time of guests is counted in `user` and `nice` already.
package struct CPUTimes: Sendable, Equatable {
    package var user: UInt64
    package var nice: UInt64
    package var system: UInt64
    package var idle: UInt64
    package var ioWait: UInt64
    package var irq: UInt64
    package var softIRQ: UInt64
    /// Time that the hypervisor gave to others.
    package var steal: UInt64
    /// How many processors are online.
    package var cores: Int

    package init(
        user: UInt64, nice: UInt64, system: UInt64, idle: UInt64, ioWait: UInt64 = 0, irq: UInt64 = 0,
        softIRQ: UInt64 = 0, steal: UInt64 = 0, cores: Int
    ) {
        self.user = user
        self.nice = nice
        self.system = system
        self.idle = idle
        self.ioWait = ioWait
        self.irq = irq
        self.softIRQ = softIRQ
        self.steal = steal
        self.cores = cores
    }

    /// Reads `/proc/stat`; throws where a counter is missing, is no number, or does not fit 64 bits.
    package init(procStat bytes: [UInt8]) throws(HostError) {
        func malformed(_ problem: String) -> HostError { .malformed("/proc/stat", problem) }
        let lines = KernelText.lines(bytes).map(KernelText.words)
        guard let total = lines.first(where: { $0.first == "cpu" }) else { throw malformed("it has no line 'cpu'") }
        guard total.count >= 9 else {
            throw malformed("its line 'cpu' has \(total.count - 1) counters in place of 8 or more")
        }
        let counters = total[1...8].compactMap(KernelText.number)
        guard counters.count == 8 else { throw malformed("a counter in its line 'cpu' is no number of 64 bits") }
        let cores = lines.count { words in
            guard let name = words.first, name.hasPrefix("cpu") else { return false }
            return KernelText.number(name.dropFirst(3)) != nil
        }
        guard cores > 0 else { throw malformed("it names no processor") }
        self.init(
            user: counters[0], nice: counters[1], system: counters[2], idle: counters[3], ioWait: counters[4],
            irq: counters[5], softIRQ: counters[6], steal: counters[7], cores: cores)
    }
}
