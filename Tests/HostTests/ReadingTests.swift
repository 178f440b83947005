import Foundation
import Host
import TestSupport
import Testing

@Suite("Readings of this machine")
struct ReadingTests {
    @Test("processors, load and memory are within what is possible")
    func figures() throws {
        let times = try Host.cpuTimes()
        #expect(times.cores >= 1 && times.cores <= ProcessInfo.processInfo.processorCount)
        #expect(try Host.loadAverage().one >= 0)
        let memory = try Host.memory()
        #expect(memory.total == Int(ProcessInfo.processInfo.physicalMemory))
        #expect(memory.used > 0 && memory.used < 100)
    }

    @Test("work shows in the time between two readings")
    func busy() throws {
        let before = try Host.cpuTimes()
        let end = ContinuousClock.now.advanced(by: .milliseconds(80))
        var sum = 0
        while ContinuousClock.now < end { sum &+= 1 }
        let use = try CPUUse(from: before, to: Host.cpuTimes())
        #expect(use.used > 0 && use.used <= 100 && sum > 0)
    }

    @Test("a folder's disk is as large as Foundation says, and is mounted above it")
    func disk() throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        let disk = try Host.disk(at: folder.path)
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder.path)
        let size = try #require(attributes[.systemSize] as? NSNumber)
        #expect(disk.total == size.doubleValue)
        #expect(folder.path.hasPrefix(disk.mountedOn))
        #expect(throws: HostError.self) { try Host.disk(at: folder.file("gone")) }
        #expect(throws: HostError.self) { try Host.disk(at: "") }
    }

    #if os(Linux)
        @Test("a file system without blocks")
        func noBlocks() throws {
            let disk = try Host.disk(at: "/proc/self")
            #expect(disk.used == nil && disk.mountedOn == "/proc")
        }

        @Test("this process is among the processes, under its own id")
        func processes() throws {
            let own = try #require(try Host.processes().first { $0.id == Host.ownProcess })
            #expect(own.arguments.first == CommandLine.arguments.first)
            #expect(own.residentBytes > 1_000_000)
            #expect(try Host.openDescriptors(of: Host.ownProcess) ?? 0 >= 3)
        }
    #endif

    @Test("a file's mode, owner, size, age and kind")
    func file() throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        let path = try folder.write("a", "12345")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o4750, .modificationDate: Date(timeIntervalSinceNow: -7_200)], ofItemAtPath: path)
        let facts = try #require(try Host.file(at: path, following: true))
        #expect(facts.kind == .file && facts.size == 5 && facts.modeText == "4750")
        #expect((7_190...7_300).contains(facts.age))
        #expect(facts.owner == NSUserName())
        #expect(try Host.file(at: folder.file("gone"), following: true) == nil)
        #expect(try Host.file(at: "\(path)/below", following: true) == nil)
        #expect(try Host.file(at: "/dev/null", following: true)?.kind == .device)
        #expect(try Host.file(at: folder.path, following: true)?.kind == .directory)
        #expect(throws: HostError.self) { try Host.file(at: "a\0b", following: true) }
    }

    @Test("links are looked at, or what they lead to")
    func links() throws {
        let folder = try TestFolder()
        defer { folder.remove() }
        try folder.write("a", "1")
        try FileManager.default.createSymbolicLink(atPath: folder.file("l"), withDestinationPath: "a")
        try FileManager.default.createSymbolicLink(atPath: folder.file("loop"), withDestinationPath: "loop")
        #expect(try Host.file(at: folder.file("l"), following: false)?.kind == .symlink)
        #expect(try Host.file(at: folder.file("l"), following: true)?.kind == .file)
        #expect(try Host.linkTarget(of: folder.file("l")) == "a")
        #expect(try Host.realPath(folder.file("l")) == Host.realPath(folder.file("a")))
        #expect(throws: HostError.self) { try Host.realPath(folder.file("loop")) }
    }

    @Test("a variable of the environment, or none")
    func variables() throws {
        #expect(try Host.variable("PATH") == ProcessInfo.processInfo.environment["PATH"])
        #expect(try Host.variable("GONOGO_TESTS_NEVER_SET_THIS") == nil)
        #expect(try Host.variable("A\0B") == nil)
    }
}
