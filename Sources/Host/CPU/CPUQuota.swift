/// The limit that a control group (cgroup v2) sets on processor time.
package enum CPUQuota {
    /// How many processors the text of a `cpu.max` amounts to: `150000 100000` is 1.5; nil for `max`, which is no limit.
    package static func cores(cpuMax bytes: [UInt8]) throws(HostError) -> Double? {
        let words = KernelText.lines(bytes).first.map(KernelText.words) ?? []
        guard words.count == 2, let period = KernelText.number(words[1]), period > 0 else {
            throw .malformed("cpu.max", "it is not a quota and a period")
        }
        if words[0] == "max" { return nil }
        guard let quota = KernelText.number(words[0]), quota > 0 else {
            throw .malformed("cpu.max", "its quota is no number")
        }
        return Double(quota) / Double(period)
    }

    /// The group's folder below the root of all groups, from `/proc/self/cgroup`; nil where there are no v2 groups, and
    /// for a path that leads elsewhere.
    package static func group(procSelfCgroup bytes: [UInt8]) -> String? {
        guard let line = KernelText.lines(bytes).first(where: { $0.hasPrefix("0::/") }) else { return nil }
        let path = String(line.dropFirst(3))
        let parts = path.split(separator: "/")
        return parts.count <= 64 && !parts.contains("..") ? path : nil
    }
}
