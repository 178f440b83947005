/// Why the target could not start.
enum TargetError: Error, CustomStringConvertible {
    case unusableHost(String)
    case cannotListen(String, UInt16, reason: String)
    case cannotWritePortFile(String, reason: String)
    case noThread

    var description: String {
        switch self {
        case .unusableHost(let host): "'\(host)' is no numeric address; use 127.0.0.1, ::1 or 0.0.0.0"
        case .cannotListen(let host, let port, let reason): "cannot listen on \(host) port \(port): \(reason)"
        case .cannotWritePortFile(let path, let reason): "cannot write the port file '\(path)': \(reason)"
        case .noThread: "the system has no thread left for the server"
        }
    }
}
