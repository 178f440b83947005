#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension System {
    /// When the file's contents last changed, in milliseconds since 1970.
    static func modified(of descriptor: Int32) -> Result<Int64, Code> {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { return .failure(Code(errno)) }
        #if canImport(Darwin)
            let time = info.st_mtimespec
        #else
            let time = info.st_mtim
        #endif
        let (seconds, overflows) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000)
        guard !overflows else { return .failure(Code(EOVERFLOW)) }
        return .success(seconds + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Reads from an offset, and leaves alone where reading goes on.
    static func read(
        _ descriptor: Int32, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
    ) -> Result<Int, Code> {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return .success(count) }
            if errno != EINTR { return .failure(Code(errno)) }
        }
    }

    static func resolved(_ path: String) -> Result<String, Code> {
        guard let text = realpath(path, nil) else { return .failure(Code(errno)) }
        defer { free(text) }
        guard let path = String(validatingCString: text) else { return .failure(Code(EILSEQ)) }
        return .success(path)
    }
}
