/// How busy the machine was between two readings, as shares of the time of all its processors in percent.
///
/// Every state but idle and waiting for disks is busy: also nice, interrupts, and what the hypervisor took away.
package struct CPUUse: Sendable, Equatable {
    package var used: Double
    package var steal: Double

    /// Throws where a counter went backwards, as after a migration, or where none has moved: nothing can be said then.
    package init(from earlier: CPUTimes, to later: CPUTimes) throws(HostError) {
        func ticks(_ counter: KeyPath<CPUTimes, UInt64>, _ name: String) throws(HostError) -> Double {
            let (before, after) = (earlier[keyPath: counter], later[keyPath: counter])
            guard after >= before else {
                throw .malformed("the processors' times", "'\(name)' went backwards between the two readings")
            }
            return Double(after - before)
        }
        let steal = try ticks(\.steal, "steal")
        let busy =
            try ticks(\.user, "user") + ticks(\.nice, "nice") + ticks(\.system, "system") + ticks(\.irq, "irq")
            + ticks(\.softIRQ, "softirq") + steal
        // This one counter is known to run backwards (proc(5)); a little of it changes nothing that counts here.
        let waiting = later.ioWait >= earlier.ioWait ? Double(later.ioWait - earlier.ioWait) : 0
        let all = try busy + waiting + ticks(\.idle, "idle")
        guard all > 0 else {
            throw .malformed("the processors' times", "no counter moved between the two readings; take a longer window")
        }
        used = busy / all * 100
        self.steal = steal / all * 100
    }
}
