/// A process of this machine.
package struct RunningProcess: Sendable, Equatable {
    package var id: Int
    /// The name that the kernel keeps; on Linux its first 15 bytes.
    package var name: String
    /// The arguments, of which others may see secrets: never for people. Empty for threads of the kernel.
    package var arguments: [String]
    package var hasTerminal: Bool
    /// Since it was started, in seconds.
    package var age: Double
    /// The memory that it has in use, in bytes.
    package var residentBytes: Int

    package init(
        id: Int, name: String, arguments: [String], hasTerminal: Bool, age: Double, residentBytes: Int
    ) {
        self.id = id
        self.name = name
        self.arguments = arguments
        self.hasTerminal = hasTerminal
        self.age = age
        self.residentBytes = residentBytes
    }

    /// True where the kernel's name or the program's file is called so. A program may have written a title over its
    /// arguments (`redis-server 127.0.0.1:6379`, `nginx: master process`), whose first word counts then.
    package func isCalled(_ wanted: String) -> Bool {
        if wanted.isEmpty { return false }
        // A name of 15 bytes may be the beginning of a longer one, so that the arguments decide.
        if name == wanted, name.utf8.count < 15 || arguments.isEmpty { return true }
        let title = (arguments.first ?? "").prefix { $0 != " " && $0 != ":" }
        return title.split(separator: "/", omittingEmptySubsequences: false).last.map { $0 == wanted } ?? false
    }
}
