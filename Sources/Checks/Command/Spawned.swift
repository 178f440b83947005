internal import CSystem

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A started child: its process group and our ends of its pipes.
struct Spawned {
    let pid: pid_t
    let stdin: Int32
    let stdout: Int32
    let stderr: Int32

    struct Failure: Error {
        var message: String
    }

    static func start(_ process: ChildProcess) -> Result<Spawned, Failure> {
        let texts = process.arguments + process.environment.flatMap { [$0.name, $0.value] } + [process.directory]
        guard !texts.contains(where: { $0.utf8.contains(0) }) else {
            return .failure(Failure(message: "a NUL byte stands in an argument, a variable or the folder's name"))
        }
        var pipes: [Pipe] = []
        for _ in 0..<3 {
            guard let pipe = Pipe() else {
                for pipe in pipes { pipe.close() }
                return .failure(Failure(message: "no pipe: \(message(errno))"))
            }
            pipes.append(pipe)
        }
        let (input, output, error) = (pipes[0], pipes[1], pipes[2])
        var pid: pid_t = 0
        let code = spawn(process, &pid, stdin: input.reading, stdout: output.writing, stderr: error.writing)
        for descriptor in [input.reading, output.writing, error.writing] { close(descriptor) }
        guard code == 0 else {
            for descriptor in [input.writing, output.reading, error.reading] { close(descriptor) }
            return .failure(Failure(message: "\(process.arguments.first ?? ""): \(message(code))"))
        }
        for descriptor in [input.writing, output.reading, error.reading] {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }
        return .success(Spawned(pid: pid, stdin: input.writing, stdout: output.reading, stderr: error.reading))
    }

    private static func message(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }

    private static func spawn(
        _ process: ChildProcess, _ pid: inout pid_t, stdin: Int32, stdout: Int32, stderr: Int32
    ) -> Int32 {
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
        posix_spawn_file_actions_adddup2(&actions, stdin, 0)
        posix_spawn_file_actions_adddup2(&actions, stdout, 1)
        posix_spawn_file_actions_adddup2(&actions, stderr, 2)
        sys_spawn_chdir(&actions, process.directory)
        posix_spawnattr_setpgroup(&attributes, 0)
        var defaults = sigset_t()
        sigfillset(&defaults)
        var mask = sigset_t()
        sigemptyset(&mask)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setsigmask(&attributes, &mask)
        var flags = Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
        // Another thread may just have made a pipe that is not marked yet: its end must not live on in this child.
        sys_spawn_close_from(&actions, 3, &flags)
        posix_spawnattr_setflags(&attributes, flags)

        var variables: [String: String] = [:]
        var entry = environ
        while process.inheritsEnvironment, let text = entry.pointee.map({ String(cString: $0) }) {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        for variable in process.environment { variables[variable.name] = variable.value }
        var argv: [UnsafeMutablePointer<CChar>?] = process.arguments.map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        guard let program = argv[0] else { return ENOMEM }
        return posix_spawnp(&pid, program, &actions, &attributes, &argv, &envp)
    }

    /// The exit status when the child has ended, as a shell counts it.
    func poll() -> Int32? { status(WNOHANG) }

    func wait() -> Int32? { status(0) }

    private func status(_ options: Int32) -> Int32? {
        var raw: Int32 = 0
        var ended: pid_t
        repeat { ended = waitpid(pid, &raw, options) } while ended == -1 && errno == EINTR
        if ended == -1 { return 127 }
        guard ended == pid else { return nil }
        let signal = raw & 0x7F
        return signal == 0 ? raw >> 8 & 0xFF : 128 + signal
    }

    /// Ends the child and everything it started that stayed in its group.
    func kill() {
        #if canImport(Glibc)
            _ = Glibc.kill(-pid, SIGKILL)
        #else
            _ = Darwin.kill(-pid, SIGKILL)
        #endif
    }
}

/// Two descriptors that no other child inherits.
private struct Pipe {
    let reading: Int32
    let writing: Int32

    init?() {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        reading = ends[0]
        writing = ends[1]
    }

    func close() {
        for end in [reading, writing] {
            #if canImport(Glibc)
                _ = Glibc.close(end)
            #else
                _ = Darwin.close(end)
            #endif
        }
    }
}
