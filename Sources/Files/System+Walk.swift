#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension System {
    /// Opens for reading what is no link, without waiting for the other end of a pipe.
    static func openUnfollowed(_ path: String) -> Result<Int32, Code> {
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW
        while true {
            #if canImport(Darwin)
                let descriptor = Darwin.open(path, flags)
            #elseif canImport(Musl)
                let descriptor = Musl.open(path, flags)
            #else
                let descriptor = Glibc.open(path, flags)
            #endif
            if descriptor >= 0 { return .success(descriptor) }
            if errno != EINTR { return .failure(Code(errno)) }
        }
    }

    /// The nine bits of permissions with set-user-id, set-group-id and sticky.
    static func permissions(of descriptor: Int32) -> Result<Int, Code> {
        var info = stat()
        return fstat(descriptor, &info) == 0 ? .success(Int(info.st_mode) & 0o7777) : .failure(Code(errno))
    }
}
