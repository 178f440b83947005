internal import Host
internal import Model
internal import Pattern

/// A search among the processes of this machine; gonogo itself is none of them.
struct ProcessSearch: Sendable {
    var name: String?
    var pidFile: String?
    var pattern: Pattern?
    var end: ContinuousClock.Instant

    struct Late: Error, CustomStringConvertible {
        var description: String { "the search through all processes did not end in time" }
    }

    func result() throws -> MachineReading.Result {
        let found = try found()
        var facts: [String: Evidence.Fact] = ["processes": .integer(found.count)]
        if let oldest = found.map(\.age).max() { facts["oldest"] = .measured(oldest, .age) }
        if let youngest = found.map(\.age).min() { facts["youngest"] = .measured(youngest, .age) }
        if !found.isEmpty {
            facts["rss"] = .measured(found.reduce(0) { $0 + Double($1.residentBytes) }, .size)
            facts["descriptors"] = descriptors(of: found)
        }
        let count = found.count == 1 ? "1 process" : "\(found.count) processes"
        return MachineReading.Result(summary: count, evidence: Evidence(facts: facts))
    }

    private func found() throws -> [RunningProcess] {
        var id: Int?
        if let pidFile {
            guard let written = try PIDFile.id(at: pidFile) else { return [] }
            id = written
        }
        return try Host.processes().filter { process in
            if ContinuousClock.now > end { throw Late() }
            if process.id == Host.ownProcess { return false }
            if let id, process.id != id { return false }
            if let name, !process.isCalled(name) { return false }
            if let pattern {
                guard !process.arguments.isEmpty else { return false }
                return try pattern.isFound(in: process.arguments.joined(separator: " "))
            }
            return true
        }
    }

    /// The most that one process has open. Those of other users are for root to count: what is not known of one is not
    /// known of all.
    private func descriptors(of processes: [RunningProcess]) -> Evidence.Fact {
        do {
            return .integer(try processes.compactMap { try Host.openDescriptors(of: $0.id) }.max() ?? 0)
        } catch {
            return .unknown("\(error)")
        }
    }
}

/// Files in which a service keeps the id of its process.
enum PIDFile {
    /// The id; nil where there is no such file. Throws where it holds anything else.
    static func id(at path: String) throws(HostError) -> Int? {
        guard let bytes = try Host.smallFile(path, limit: 4_096) else { return nil }
        let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
        let text = line.filter { $0 != " " && $0 != "\t" }
        guard let id = Quantity.integer(text), (1...1 << 30).contains(id) else {
            throw .malformed("the pid file", "it does not begin with a process id")
        }
        return id
    }
}
