import Host
import Testing

@Suite("Processor times")
struct CPUTests {
    private static let sample = """
        cpu  100 20 30 1000 50 6 7 8 90 9
        cpu0 50 10 15 500 25 3 4 4 45 4
        cpu1 50 10 15 500 25 3 3 4 45 5
        intr 31858606 0 0
        ctxt 5
        """

    private func times(_ text: String) throws(HostError) -> CPUTimes { try CPUTimes(procStat: Array(text.utf8)) }

    private static func make(
        user: UInt64 = 100, nice: UInt64 = 0, system: UInt64 = 0, idle: UInt64 = 100, ioWait: UInt64 = 0,
        irq: UInt64 = 0, softIRQ: UInt64 = 0, steal: UInt64 = 0
    ) -> CPUTimes {
        CPUTimes(
            user: user, nice: nice, system: system, idle: idle, ioWait: ioWait, irq: irq, softIRQ: softIRQ,
            steal: steal, cores: 2)
    }

    @Test("every counter has its place, and processors are counted")
    func sample() throws {
        let expected = CPUTimes(
            user: 100, nice: 20, system: 30, idle: 1_000, ioWait: 50, irq: 6, softIRQ: 7, steal: 8, cores: 2)
        #expect(try times(Self.sample) == expected)
    }

    @Test("a thousand processors, some of them unplugged")
    func manyCores() throws {
        let lines = (0..<1_000).filter { $0 != 500 }.map { "cpu\($0) 1 1 1 1 1 1 1 1 0 0" }
        #expect(try times("cpu  1 1 1 1 1 1 1 1 0 0\n" + lines.joined(separator: "\n")).cores == 999)
    }

    @Test(
        "what is no reading is refused",
        arguments: [
            "", "\n", "cpu", "cpu0 1 2 3 4 5 6 7 8\n", "cpu  1 2 3 4 5 6 7\ncpu0 1", "cpu  1 2 3 4 5 6 7 8\n",
            "cpu  1 2 3 -4 5 6 7 8\ncpu0 1", "cpu  1 2 3 four 5 6 7 8\ncpu0 1", "cpu  1 2 3 4.5 5 6 7 8\ncpu0 1",
            "cpu  18446744073709551616 2 3 4 5 6 7 8\ncpu0 1", "cpu  1 2 3 NaN 5 6 7 8\ncpu0 1",
            "cpufreq 1 2 3 4 5 6 7 8\ncpu0 1",
        ])
    func malformed(text: String) { #expect(throws: HostError.self) { try times(text) } }

    @Test("all states but idle and iowait are busy, stolen time too")
    func busyStates() throws {
        let before = Self.make()
        let all = Self.make(
            user: 110, nice: 10, system: 10, idle: 120, ioWait: 20, irq: 5, softIRQ: 5, steal: 20)
        let use = try CPUUse(from: before, to: all)
        #expect(use.used == 60)
        #expect(use.steal == 20)
    }

    @Test(
        "each busy state counts by itself",
        arguments: [
            make(user: 150), make(nice: 50), make(system: 50), make(irq: 50), make(softIRQ: 50), make(steal: 50),
        ])
    func oneState(later: CPUTimes) throws {
        var later = later
        later.idle = 150
        #expect(try CPUUse(from: Self.make(), to: later).used == 50)
    }

    @Test("the largest counters don't overflow a sum")
    func largest() throws {
        let later = Self.make(user: .max, nice: .max, system: .max, idle: .max, irq: .max)
        let use = try CPUUse(from: Self.make(user: 0, idle: 0), to: later)
        #expect(abs(use.used - 80) < 0.001)
    }

    @Test(
        "a counter that runs backwards is no reading",
        arguments: [make(user: 99, idle: 200), make(user: 200, idle: 99)])
    func backwards(later: CPUTimes) {
        #expect(throws: HostError.self) { try CPUUse(from: Self.make(), to: later) }
    }

    @Test("steal that runs backwards is no reading")
    func stealBackwards() {
        #expect(throws: HostError.self) { try CPUUse(from: Self.make(steal: 5), to: Self.make(idle: 200, steal: 4)) }
    }

    @Test("iowait, which the kernel lets run backwards, counts as nothing then")
    func ioWaitBackwards() throws {
        let use = try CPUUse(from: Self.make(ioWait: 10), to: Self.make(user: 150, idle: 150, ioWait: 5))
        #expect(use.used == 50)
    }

    @Test("where no counter moved there is nothing to say")
    func standstill() { #expect(throws: HostError.self) { try CPUUse(from: Self.make(), to: Self.make()) } }

    @Test(
        "a quota and its period make a number of processors",
        arguments: [
            ("max 100000\n", nil), ("150000 100000\n", 1.5), ("50000 100000", 0.5),
            ("18446744073709551615 1", 18446744073709551615.0),
        ] as [(String, Double?)])
    func quota(text: String, cores: Double?) throws { #expect(try CPUQuota.cores(cpuMax: Array(text.utf8)) == cores) }

    @Test(
        "what is no quota is refused",
        arguments: ["", "max", "1", "1 0", "0 100000", "-1 100000", "1 2 3", "18446744073709551616 1"])
    func noQuota(text: String) { #expect(throws: HostError.self) { try CPUQuota.cores(cpuMax: Array(text.utf8)) } }

    @Test(
        "the own control group is found among others",
        arguments: [
            ("4:memory:/a\n0::/system.slice/x.service\n", "/system.slice/x.service"), ("0::/\n", "/"),
            ("4:memory:/a\n", nil), ("0::/../../etc", nil), ("", nil),
        ] as [(String, String?)])
    func group(text: String, path: String?) { #expect(CPUQuota.group(procSelfCgroup: Array(text.utf8)) == path) }

    @Test("load averages")
    func loads() throws {
        let load = try LoadAverage(procLoadavg: Array("8.54 3.00 1.85 14/220 2881\n".utf8))
        #expect(load == LoadAverage(one: 8.54, five: 3, fifteen: 1.85))
    }

    @Test("what is no load average is refused", arguments: ["", "1 2", "nan 1 2", "1 inf 2", "1 -2 3", "1e9 1 1"])
    func noLoads(text: String) { #expect(throws: HostError.self) { try LoadAverage(procLoadavg: Array(text.utf8)) } }
}
