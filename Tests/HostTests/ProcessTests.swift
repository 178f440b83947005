import Foundation
import Host
import TestSupport
import Testing

@Suite("Processes")
struct ProcessTests {
    private static func stat(
        _ id: Int = 7, name: String = "nginx", state: String = "S", terminal: String = "0", start: String = "1000",
        pages: String = "10"
    ) -> String {
        "\(id) (\(name)) \(state) 1 7 7 \(terminal) -1 4194304 96 0 0 0 0 0 0 0 20 0 1 0 \(start) 3133440 \(pages) 1 2 3\n"
    }

    /// A folder like `/proc` with these processes, the first process of all among them.
    private static func folder(_ processes: [Int: (stat: String, command: String)]) throws -> TestFolder {
        let folder = try TestFolder()
        try folder.write("uptime", "100.00 200.00\n")
        for (id, process) in processes.merging(
            [1: (stat(1, name: "init"), "/sbin/init\0")], uniquingKeysWith: { a, _ in a })
        {
            try FileManager.default.createDirectory(
                atPath: folder.file("\(id)/fd"), withIntermediateDirectories: true)
            try folder.write("\(id)/stat", process.stat)
            try folder.write("\(id)/cmdline", process.command)
        }
        return folder
    }

    @Test(
        "a name may hold anything, also what looks like the fields behind it",
        arguments: ["nginx", "a b", "x) R 1 (y", "((", "", "\u{FFFD}"])
    func names(name: String) throws {
        let stat = try ProcessStat(Array(Self.stat(name: name).utf8))
        #expect(stat.name == name && stat.state == "S" && stat.start == 1_000 && stat.residentPages == 10)
    }

    @Test(
        "what is no process is refused",
        arguments: [
            "", "7", "7 (nginx", "7 nginx) S", "7 (nginx) S 1 2 3", stat(start: "-1"),
            stat(start: "18446744073709551616"),
            stat(pages: "x"), stat(state: "SS"), stat(terminal: "tty"), ")(",
        ])
    func malformed(text: String) { #expect(throws: HostError.self) { try ProcessStat(Array(text.utf8)) } }

    @Test("zombies don't run", arguments: [("S", 2), ("R", 2), ("D", 2), ("T", 2), ("Z", 1), ("X", 1)])
    func zombies(state: String, count: Int) throws {
        let folder = try Self.folder([7: (Self.stat(state: state), "nginx\0")])
        defer { folder.remove() }
        #expect(try ProcFolder(folder.path).processes().count == count)
    }

    @Test("age, memory, terminal and arguments of a process")
    func facts() throws {
        let folder = try Self.folder([7: (Self.stat(terminal: "34816"), "/usr/bin/redis-server\0*:6379\0\0x\0")])
        defer { folder.remove() }
        let process = try #require(try ProcFolder(folder.path).processes().first { $0.id == 7 })
        #expect(process.arguments == ["/usr/bin/redis-server", "*:6379", "", "x"])
        #expect(process.hasTerminal)
        #expect(process.age == 100 - 1_000 / Double(sysconf(Int32(_SC_CLK_TCK))))
        #expect(process.residentBytes == 10 * Int(sysconf(Int32(_SC_PAGESIZE))))
    }

    @Test("a process from the future is new")
    func future() throws {
        let folder = try Self.folder([7: (Self.stat(start: "18446744073709551615"), "x\0")])
        defer { folder.remove() }
        #expect(try ProcFolder(folder.path).processes().last?.age == 0)
    }

    @Test("memory beyond any number is no reading")
    func overflow() throws {
        let folder = try Self.folder([7: (Self.stat(pages: "18446744073709551615"), "x\0")])
        defer { folder.remove() }
        #expect(throws: HostError.self) { try ProcFolder(folder.path).processes() }
    }

    @Test("what ends between two looks is left out")
    func ended() throws {
        let folder = try Self.folder([7: (Self.stat(), "x\0")])
        defer { folder.remove() }
        try FileManager.default.removeItem(atPath: folder.file("7/stat"))
        #expect(try ProcFolder(folder.path).processes().map(\.id) == [1])
        #expect(try ProcFolder(folder.path).openDescriptors(of: 8) == nil)
    }

    @Test("where others' processes are hidden, none is said to be missing")
    func hidden() throws {
        let folder = try Self.folder([7: (Self.stat(), "x\0")])
        defer { folder.remove() }
        try FileManager.default.removeItem(atPath: folder.file("1"))
        #expect(throws: HostError.self) { try ProcFolder(folder.path).processes() }
    }

    @Test("open descriptors are counted")
    func descriptors() throws {
        let folder = try Self.folder([7: (Self.stat(), "x\0")])
        defer { folder.remove() }
        for number in 0..<3 { try folder.write("7/fd/\(number)", "") }
        #expect(try ProcFolder(folder.path).openDescriptors(of: 7) == 3)
    }

    @Test(
        "a program is known by the kernel's name, its file, or the title that it wrote over its arguments",
        arguments: [
            ("nginx", ["nginx: master process /usr/sbin/nginx"], "nginx", true),
            ("nginx", ["nginx: master process /usr/sbin/nginx"], "master", false),
            ("redis-server", ["/usr/bin/redis-server *:6379"], "redis-server", true),
            ("redis-server", ["/usr/bin/redis-server *:6379"], "redis", false),
            ("node", ["/usr/bin/node", "server.js"], "server.js", false),
            ("vim", ["vim", "/etc/nginx"], "nginx", false),
            ("kthreadd", [], "kthreadd", true),
            ("a-very-long-nam", ["/opt/a-very-long-name"], "a-very-long-name", true),
            ("a-very-long-nam", ["/opt/a-very-long-name"], "a-very-long-nam", false),
            ("MainThread", ["/usr/bin/tool"], "tool", true), ("x", [""], "", false),
        ] as [(String, [String], String, Bool)])
    func called(name: String, arguments: [String], wanted: String, expected: Bool) {
        let process = RunningProcess(
            id: 7, name: name, arguments: arguments, hasTerminal: false, age: 0, residentBytes: 0)
        #expect(process.isCalled(wanted) == expected)
    }
}
