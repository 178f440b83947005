#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The two streams of the program, each line out before the call returns.
enum Console {
    static func say(_ line: String) { write(line, to: STDOUT_FILENO) }
    static func note(_ line: String) { write("gonogo-target: " + line, to: STDERR_FILENO) }

    private static func write(_ line: String, to descriptor: Int32) {
        var rest = Array((line + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { bytes in
                #if canImport(Glibc)
                Glibc.write(descriptor, bytes.baseAddress, bytes.count)
                #else
                Darwin.write(descriptor, bytes.baseAddress, bytes.count)
                #endif
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
