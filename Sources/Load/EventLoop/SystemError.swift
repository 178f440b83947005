import CSystem

/// An errno value that describes itself in the system's words.
struct SystemError: CustomStringConvertible {
    var code: Int32

    init(_ code: Int32) { self.code = code }

    var description: String { Self.text { sys_error_text(code, $0, $1) } }

    /// What the resolver's error code means.
    static func resolver(_ code: Int32) -> String { text { sys_resolve_error_text(code, $0, $1) } }

    /// Whether the cause lies with this machine (its descriptors, ports, memory or routes), not with the target.
    var isGenerators: Bool {
        switch code {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL, EADDRINUSE, EHOSTUNREACH, ENETUNREACH, ENETDOWN,
            EACCES, EPERM, EAFNOSUPPORT:
            true
        default: false
        }
    }

    private static func text(_ fill: (UnsafeMutablePointer<CChar>, Int) -> Void) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            guard let base = buffer.baseAddress else { return "" }
            fill(base, buffer.count)
            return String(cString: base)
        }
    }
}
