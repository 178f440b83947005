import Files
import Foundation
import Testing

struct BoundedFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The sentence of the error that reading the path gives.
    private func refusal(_ path: String, limit: Int = 100) -> String? {
        do throws(FilesError) {
            _ = try BoundedFile.read(path, limit: limit)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("a file is read whole, up to exactly the limit", arguments: [0, 1, 4_096, 300_000])
    func wholeFile(size: Int) throws {
        let path = try folder.file("a", String(repeating: "x", count: size))
        #expect(try BoundedFile.read(path, limit: size).count == size)
    }

    @Test("a file over the limit is refused with both numbers")
    func tooLarge() throws {
        let path = try folder.file("a", "12345")
        #expect(refusal(path, limit: 4) == "\(path) has 5 bytes; the limit is 4")
    }

    @Test(
        "a file that claims to be empty and isn't is read up to the limit",
        .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "only Linux has such files"))
    func sizeUnknown() throws {
        #expect(try !BoundedFile.read("/proc/self/status", limit: 100_000).isEmpty)
        #expect(refusal("/proc/self/status", limit: 10) == "/proc/self/status has more than 10 bytes, the limit")
    }

    @Test("what is not a file is refused at once, with its kind")
    func otherKinds() throws {
        let pipe = folder.at("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(refusal(pipe) == "\(pipe) is a named pipe, not a file")
        #expect(refusal(folder.path) == "\(folder.path) is a directory, not a file")
        #expect(refusal("/dev/zero") == "/dev/zero is a device, not a file")
        try folder.link("to-pipe", to: "pipe")
        #expect(refusal(folder.at("to-pipe")) == "\(folder.at("to-pipe")) is a named pipe, not a file")
    }

    @Test("a socket is refused as one")
    func socket() throws {
        // The address of a socket holds about 100 bytes: too few for the temporary folder of some systems.
        let path = "/tmp/gonogo-\(UInt32.random(in: 0 ... .max)).sock"
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        #if canImport(Darwin)
            let descriptor = Darwin.socket(AF_UNIX, SOCK_STREAM, 0)
        #else
            let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        defer {
            close(descriptor)
            unlink(path)
        }
        #expect(status == 0)
        #expect(refusal(path) == "\(path) is a socket, not a file")
    }

    @Test("a path that leads nowhere is refused with a sentence")
    func nowhere() throws {
        #expect(refusal(folder.at("none")) == "\(folder.at("none")) does not exist")
        #expect(refusal("") == "the path is empty")
        #expect(refusal("/etc/passwd\0.yaml") == "a path holds a NUL byte")
        try folder.link("loop", to: "loop")
        #expect(refusal(folder.at("loop"))?.hasPrefix("cannot read \(folder.at("loop")): ") == true)
        let file = try folder.file("file")
        #expect(refusal(file + "/below")?.hasPrefix("cannot read \(file)/below: ") == true)
    }
}
