/// The folder in which Linux shows its processes.
package struct ProcFolder: Sendable {
    private let path: String

    /// Another folder than `/proc` is for tests.
    package init(_ path: String = "/proc") { self.path = path }

    /// The bounds: more processes than any Linux allows by default, and the beginning of long command lines.
    private static let mostEntries = 200_000
    private static let longestCommand = 65_536

    /// All processes that still run; zombies do not. Throws where some are hidden from this user: nothing could be said
    /// about any then.
    package func processes() throws(HostError) -> [RunningProcess] {
        let ids = try HostSystem.names(in: path, limit: Self.mostEntries).compactMap { name -> Int? in
            KernelText.number(name[...]).flatMap { $0 > 0 && $0 <= 1 << 30 ? Int($0) : nil }
        }
        // The first process never ends: if it can't be seen, `hidepid` hides those of other users.
        guard ids.contains(1) else {
            throw .unreadable(path, why: "the processes of other users are hidden (hidepid)")
        }
        let up = try uptime()
        var processes: [RunningProcess] = []
        for id in ids.sorted() {
            if let process = try process(id, up: up) { processes.append(process) }
        }
        return processes
    }

    /// Nil for one that has ended meanwhile.
    private func process(_ id: Int, up: Double) throws(HostError) -> RunningProcess? {
        guard let bytes = try HostSystem.contents(of: "\(path)/\(id)/stat", limit: 4_096) else { return nil }
        let stat = try ProcessStat(bytes)
        guard !stat.isEnded,
            let command = try HostSystem.contents(of: "\(path)/\(id)/cmdline", limit: Self.longestCommand)
        else { return nil }
        let page = UInt64(max(1, HostSystem.pageSize))
        let (resident, isTooLarge) = stat.residentPages.multipliedReportingOverflow(by: page)
        guard !isTooLarge, let residentBytes = Int(exactly: resident) else {
            throw .malformed("\(path)/\(id)/stat", "its memory is larger than any")
        }
        return RunningProcess(
            id: id, name: stat.name, arguments: Self.arguments(command), hasTerminal: stat.terminal != 0,
            age: max(0, up - Double(stat.start) / Double(max(1, HostSystem.ticksPerSecond))),
            residentBytes: residentBytes)
    }

    /// The arguments of a command line, each ended by a NUL.
    static func arguments(_ bytes: [UInt8]) -> [String] {
        var parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
        if parts.last?.isEmpty ?? false { parts.removeLast() }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }

    private func uptime() throws(HostError) -> Double {
        let bytes = try HostSystem.required("\(path)/uptime", limit: 256)
        guard let words = KernelText.lines(bytes).first.map(KernelText.words), let first = words.first,
            let seconds = KernelText.decimal(first)
        else { throw .malformed("\(path)/uptime", "it does not begin with a number") }
        return seconds
    }

    /// How many descriptors a process has open; nil when it has ended. Only root and its own user may count them.
    package func openDescriptors(of id: Int) throws(HostError) -> Int? {
        guard HostSystem.isThere("\(path)/\(id)") else { return nil }
        return try HostSystem.names(in: "\(path)/\(id)/fd", limit: 1_100_000).count
    }
}
