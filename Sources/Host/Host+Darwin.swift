#if canImport(Darwin)
    internal import Darwin

    extension Host {
        /// Whether this system tells how much time the hypervisor took away.
        package static let tellsSteal = false

        package static func cpuTimes() throws(HostError) -> CPUTimes {
            var info = host_cpu_load_info()
            var count = mach_msg_type_number_t(
                MemoryLayout<host_cpu_load_info>.stride / MemoryLayout<integer_t>.stride)
            let capacity = Int(count)
            let status = withUnsafeMutablePointer(to: &info) { pointer in
                pointer.withMemoryRebound(to: integer_t.self, capacity: capacity) {
                    host_statistics(mach_host_self(), HOST_CPU_LOAD_INFO, $0, &count)
                }
            }
            guard status == KERN_SUCCESS else { throw .unreadable("the processors' times", why: "error \(status)") }
            // In the kernel's order: user, system, idle, nice.
            return CPUTimes(
                user: UInt64(info.cpu_ticks.0), nice: UInt64(info.cpu_ticks.3), system: UInt64(info.cpu_ticks.1),
                idle: UInt64(info.cpu_ticks.2), cores: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
        }

        package static func loadAverage() throws(HostError) -> LoadAverage {
            var figures = [0.0, 0.0, 0.0]
            guard getloadavg(&figures, 3) == 3 else { throw .notOnThisSystem("the system tells no load average") }
            return LoadAverage(one: figures[0], five: figures[1], fifteen: figures[2])
        }

        package static func memory() throws(HostError) -> MemoryUse {
            let page = try number("hw.pagesize")
            let (available, isTooLarge) = try (number("vm.page_free_count") + number("vm.page_pageable_external_count"))
                .multipliedReportingOverflow(by: page)
            var swap = xsw_usage()
            var size = MemoryLayout<xsw_usage>.size
            guard !isTooLarge, sysctlbyname("vm.swapusage", &swap, &size, nil, 0) == 0 else {
                throw HostSystem.unreadable("vm.swapusage")
            }
            let total = try number("hw.memsize")
            return try MemoryUse(
                total: total, available: min(total, available), swapTotal: Int(clamping: swap.xsu_total),
                swapFree: Int(clamping: min(swap.xsu_avail, swap.xsu_total)))
        }

        /// A number of the kernel's, of four bytes or eight.
        private static func number(_ name: String) throws(HostError) -> Int {
            var value: UInt64 = 0
            var size = MemoryLayout<UInt64>.size
            guard sysctlbyname(name, &value, &size, nil, 0) == 0 else { throw HostSystem.unreadable(name) }
            // Half of it is written where the number has four bytes, and this machine puts the low ones first.
            guard let number = Int(exactly: value), number < 1 << 48 else {
                throw .malformed(name, "it is larger than any memory")
            }
            return number
        }

        package static func processes() throws(HostError) -> [RunningProcess] {
            throw .notOnThisSystem("processes are looked at on Linux only")
        }

        package static func openDescriptors(of id: Int) throws(HostError) -> Int? {
            throw .notOnThisSystem("processes are looked at on Linux only")
        }

        /// There are no control groups here.
        package static func cpuQuota() throws(HostError) -> Double? { nil }

        /// The program that tells of services.
        package static func serviceManager() -> ServiceManager? { .launchd("/bin/launchctl") }

        static func fileSystem(at path: String) throws(HostError) -> DiskUse.Counts {
            var info = statfs()
            guard statfs(path, &info) == 0 else { throw HostSystem.unreadable(path) }
            return DiskUse.Counts(
                blockSize: UInt64(info.f_bsize), blocks: info.f_blocks, blocksFree: info.f_bfree,
                blocksAvailable: info.f_bavail, inodes: info.f_files, inodesFree: info.f_ffree)
        }
    }
#endif
