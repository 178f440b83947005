/// The readings that are made the same way on every system.
extension Host {
    /// How full the file system is that holds the path.
    package static func disk(at path: String) throws(HostError) -> DiskUse {
        guard let real = try HostSystem.realPath(path) else {
            throw .unreadable(path, why: "it does not exist")
        }
        return try DiskUse(fileSystem(at: real), mountedOn: mountPoint(of: real))
    }

    /// The uppermost folder of the path that is on the same device.
    private static func mountPoint(of real: String) throws(HostError) -> String {
        let device = try HostSystem.device(of: real)
        var path = real
        while path != "/" {
            let parent = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
            let above = parent.isEmpty ? "/" : parent
            if try HostSystem.device(of: above) != device { return path }
            path = above
        }
        return path
    }

    /// What the system knows of a file; nil where nothing is there. With `following`, of what a link leads to.
    package static func file(at path: String, following: Bool) throws(HostError) -> FileFacts? {
        try HostSystem.facts(of: path, following: following)
    }

    /// Where a link points to, as it is written in it.
    package static func linkTarget(of path: String) throws(HostError) -> String {
        try HostSystem.linkTarget(of: path)
    }

    /// The absolute path without any link in it; nil where it leads nowhere.
    package static func realPath(_ path: String) throws(HostError) -> String? { try HostSystem.realPath(path) }

    /// A variable of this process's environment; nil where it is not set. Throws where it is not UTF-8.
    package static func variable(_ name: String) throws(HostError) -> String? { try HostSystem.variable(name) }

    /// The first bytes of a small file, such as one with a process id; nil where it is not there.
    package static func smallFile(_ path: String, limit: Int) throws(HostError) -> [UInt8]? {
        guard let facts = try HostSystem.facts(of: path, following: true) else { return nil }
        guard facts.kind == .file else { throw .malformed(path, "it is a \(facts.kind.rawValue), not a file") }
        return try HostSystem.contents(of: path, limit: limit)
    }

    /// Blocks the calling thread.
    package static func sleep(_ time: Duration) { HostSystem.sleep(time.components) }

    /// The id of gonogo's own process.
    package static var ownProcess: Int { HostSystem.ownProcess }

    /// The system's words for an errno.
    package static func reason(of code: Int32) -> String { HostSystem.reason(of: code) }
}
