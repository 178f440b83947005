#if os(Linux)
    internal import Glibc

    extension Host {
        private static let longestStat = 8 << 20

        /// Whether this system tells how much time the hypervisor took away.
        package static let tellsSteal = true

        package static func cpuTimes() throws(HostError) -> CPUTimes {
            try CPUTimes(procStat: HostSystem.required("/proc/stat", limit: longestStat))
        }

        package static func loadAverage() throws(HostError) -> LoadAverage {
            try LoadAverage(procLoadavg: HostSystem.required("/proc/loadavg", limit: 256))
        }

        package static func memory() throws(HostError) -> MemoryUse {
            try MemoryUse(procMeminfo: HostSystem.required("/proc/meminfo", limit: 65_536))
        }

        /// All processes that this user can see.
        package static func processes() throws(HostError) -> [RunningProcess] { try ProcFolder().processes() }

        /// How many descriptors a process has open; nil when it has ended.
        package static func openDescriptors(of id: Int) throws(HostError) -> Int? {
            try ProcFolder().openDescriptors(of: id)
        }

        /// How many processors the control groups (v2) of this process allow; nil where they set no limit.
        package static func cpuQuota() throws(HostError) -> Double? {
            guard let own = try HostSystem.contents(of: "/proc/self/cgroup", limit: 65_536),
                var group = CPUQuota.group(procSelfCgroup: own)
            else { return nil }
            var least: Double?
            while true {
                let path = group == "/" ? "/sys/fs/cgroup/cpu.max" : "/sys/fs/cgroup\(group)/cpu.max"
                if let text = try HostSystem.contents(of: path, limit: 256),
                    let cores = try CPUQuota.cores(cpuMax: text)
                {
                    least = min(least ?? cores, cores)
                }
                guard group != "/", let slash = group.lastIndex(of: "/") else { return least }
                group = slash == group.startIndex ? "/" : String(group[..<slash])
            }
        }

        /// The program that tells of services, where a service manager runs.
        package static func serviceManager() -> ServiceManager? {
            // What sd_booted(3) looks at.
            guard HostSystem.isThere("/run/systemd/system") else { return nil }
            return ["/usr/bin/systemctl", "/bin/systemctl"].first(where: HostSystem.isThere).map { .systemd($0) }
        }

        static func fileSystem(at path: String) throws(HostError) -> DiskUse.Counts {
            var info = statvfs()
            guard statvfs(path, &info) == 0 else { throw HostSystem.unreadable(path) }
            return DiskUse.Counts(
                blockSize: UInt64(info.f_frsize), blocks: UInt64(info.f_blocks), blocksFree: UInt64(info.f_bfree),
                blocksAvailable: UInt64(info.f_bavail), inodes: UInt64(info.f_files),
                inodesFree: UInt64(info.f_ffree))
        }
    }
#endif
