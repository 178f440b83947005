#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The two streams of the program, each line out before the call returns.
enum Console {
    static func say(_ line: String) { emit(line, to: STDOUT_FILENO) }
    static func note(_ line: String) { emit("gonogo-target: " + line, to: STDERR_FILENO) }

    private static func emit(_ line: String, to descriptor: Int32) {
        var rest = Array((line + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
