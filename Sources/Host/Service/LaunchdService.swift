/// What launchd says of a service of the system.
package struct LaunchdService: Sendable, Equatable {
    /// `running`, `not running`, `spawn scheduled` …
    package var state: String

    /// Reads the output of `launchctl print`; throws where it names no state.
    package init(print bytes: [UInt8]) throws(HostError) {
        for line in KernelText.lines(bytes) {
            // The service's own state is one level in; endpoints and the like have states further in.
            guard line.hasPrefix("\t"), !line.hasPrefix("\t\t"), let (name, value) = KernelText.pair(line, at: "=")
            else { continue }
            if KernelText.words(name[...]) == ["state"] {
                state = KernelText.words(value[...]).joined(separator: " ")
                return
            }
        }
        throw .malformed("what launchctl prints", "'state' is missing")
    }

    package var isActive: Bool { state == "running" }
}
