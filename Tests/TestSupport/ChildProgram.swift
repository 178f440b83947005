internal import CSystem
import Foundation

/// A program that was started: it gets signals, and its end is waited for without blocking a thread.
package final class ChildProgram: Sendable {
    /// Where one of its streams goes.
    package enum Stream: Sendable {
        /// Kept, and part of its `Ending`.
        case captured
        case file(String)
        /// A pipe that nobody reads any more.
        case unread
        /// A pipe that is full: writing to it waits for ever.
        case blocked
    }

    /// What it left.
    package struct Ending: Sendable {
        /// As a shell counts it: 128 and the signal's number where a signal ended it.
        package let status: Int32
        package let output: [UInt8]
        package let errors: [UInt8]
        package let duration: Duration
        /// The most memory it held, in bytes.
        package let peakMemory: Int
        /// It was still running at the end of its time, and was killed.
        package let wasTooSlow: Bool

        package var stdout: String { String(decoding: output, as: UTF8.self) }
        package var stderr: String { String(decoding: errors, as: UTF8.self) }
    }

    private let pid: pid_t
    private let folder: TestFolder
    private let start = ContinuousClock.now
    private let firstPeak: Int

    /// Starts it in `directory` with exactly this environment, an empty standard input, and no descriptor of ours.
    package init(
        _ program: String, _ arguments: [String], in directory: String, environment: [String: String] = [:],
        input: String = "", output: Stream = .captured, errors: Stream = .captured
    ) throws {
        folder = try TestFolder()
        try folder.write("stdin", input)
        let streams = [
            openFile(folder.file("stdin"), O_RDONLY), try Self.descriptor(output, folder.file("stdout")),
            try Self.descriptor(errors, folder.file("stderr")),
        ]
        defer { for descriptor in streams { close(descriptor) } }
        pid = try spawn(program, arguments, in: directory, environment, streams)
        firstPeak = residentPeak(of: pid) ?? 0
    }

    private static func descriptor(_ stream: Stream, _ path: String) throws -> Int32 {
        switch stream {
        case .captured: return openFile(path, O_WRONLY | O_CREAT | O_APPEND)
        case .file(let path): return openFile(path, O_WRONLY)
        case .unread:
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { throw ServerFailure("no pipe: \(errno)") }
            close(ends[0])
            return ends[1]
        case .blocked:
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { throw ServerFailure("no pipe: \(errno)") }
            let flags = fcntl(ends[1], F_GETFL)
            _ = fcntl(ends[1], F_SETFL, flags | O_NONBLOCK)
            while write(ends[1], [0], 1) == 1 {}
            _ = fcntl(ends[1], F_SETFL, flags)
            // The reading end stays open with this process: closed, it would make writing fail in place of waiting.
            _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
            return ends[1]
        }
    }

    /// Sends a signal, if it is still there.
    package func send(_ signal: Int32) { kill(pid, signal) }

    /// What it has written on standard error until now.
    package var errorsSoFar: String {
        (try? String(contentsOfFile: folder.file("stderr"), encoding: .utf8)) ?? ""
    }

    /// Waits for its end; what takes longer than `limit` is killed and says so in the result.
    package func end(within limit: Duration = .seconds(60)) async throws -> Ending {
        var status: Int32 = 0
        var usage = rusage()
        var peak = firstPeak
        var wasTooSlow = false
        while true {
            peak = max(peak, residentPeak(of: pid) ?? 0)
            let ended = wait4(pid, &status, WNOHANG, &usage)
            if ended == pid { break }
            if ended < 0, errno != EINTR { throw ServerFailure("no child \(pid): \(errno)") }
            if !wasTooSlow, start.duration(to: .now) > limit {
                wasTooSlow = true
                kill(pid, SIGKILL)
            }
            // Not cancellable: a child is never left behind.
            await withCheckedContinuation { continuation in
                DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(5)) { continuation.resume() }
            }
        }
        let duration = start.duration(to: .now)
        let output = FileManager.default.contents(atPath: folder.file("stdout")) ?? Data()
        let errors = FileManager.default.contents(atPath: folder.file("stderr")) ?? Data()
        folder.remove()
        let signal = status & 0x7F
        return Ending(
            status: signal == 0 ? status >> 8 & 0xFF : 128 + signal, output: Array(output), errors: Array(errors),
            duration: duration, peakMemory: max(peak, peakMemory(of: usage)), wasTooSlow: wasTooSlow)
    }
}

private func openFile(_ path: String, _ flags: Int32) -> Int32 { open(path, flags | O_CLOEXEC, 0o644) }

/// The kernel's own high-water mark while the child runs; nil elsewhere and when it has ended.
private func residentPeak(of pid: pid_t) -> Int? {
    guard let status = FileManager.default.contents(atPath: "/proc/\(pid)/status") else { return nil }
    let text = String(decoding: status, as: UTF8.self)
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else { return nil }
    return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map { $0 * 1024 }
}

/// Nothing on Linux, which counts the parent's memory into its child's `ru_maxrss`.
private func peakMemory(of usage: rusage) -> Int {
    #if canImport(Glibc)
        0
    #else
        usage.ru_maxrss
    #endif
}

private func spawn(
    _ program: String, _ arguments: [String], in directory: String, _ environment: [String: String], _ streams: [Int32]
) throws -> pid_t {
    #if canImport(Glibc)
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
    #else
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
    }
    for (number, descriptor) in streams.enumerated() {
        posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    sys_spawn_chdir(&actions, directory)
    // A thread of a pool blocks signals, and a child would inherit that.
    var all = sigset_t()
    sigfillset(&all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    var flags = Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
    // A server's connection that lives on in a child would never look closed to its peer.
    sys_spawn_close_from(&actions, 3, &flags)
    posix_spawnattr_setflags(&attributes, flags)
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, program, &actions, &attributes, &argv, &envp)
    guard code == 0 else { throw ServerFailure("\(program): error \(code)") }
    return pid
}
