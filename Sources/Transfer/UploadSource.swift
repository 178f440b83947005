#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A request body that libcurl reads piece by piece, from memory or from a regular file.
final class UploadSource {
    private enum Source {
        case bytes([UInt8])
        case file(descriptor: Int32)
    }

    private let source: Source
    private var offset = 0
    let count: Int

    /// Nil for a request without body; throws `usage` when a file can't be read, is none or is too long.
    static func make(for request: HTTPRequest) throws(TransferError) -> UploadSource? {
        switch request.body {
        case .none: return nil
        case .bytes(let bytes): return UploadSource(.bytes(bytes), count: bytes.count)
        case .file(let path): return try file(path, maxBytes: request.limits.maxUploadBytes)
        }
    }

    private init(_ source: Source, count: Int) {
        self.source = source
        self.count = count
    }

    deinit {
        if case .file(let descriptor) = source { close(descriptor) }
    }

    var isAtEnd: Bool { offset >= count }

    /// Fills the buffer as far as there is something; nil when the file could not be read or has shrunk.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        let wanted = min(buffer.count, count - offset)
        guard wanted > 0 else { return 0 }
        switch source {
        case .bytes(let bytes):
            bytes.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + wanted]))
            }
            offset += wanted
            return wanted
        case .file(let descriptor):
            let got = pread(descriptor, buffer.baseAddress, wanted, off_t(offset))
            guard got > 0 else { return nil }
            offset += got
            return got
        }
    }

    /// Goes back or forth for a request that has to be sent again.
    func seek(to newOffset: Int) -> Bool {
        guard (0...count).contains(newOffset) else { return false }
        offset = newOffset
        return true
    }

    private static func file(_ path: String, maxBytes: Int) throws(TransferError) -> UploadSource {
        guard !path.utf8.contains(0) else { throw .usage("the path of the body has a NUL character in it") }
        // Without O_NONBLOCK, opening a FIFO would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .usage("the body can't be read from '\(path)': \(systemMessage(errno))") }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .usage("the body can't be read from '\(path)': it is not a regular file")
        }
        guard status.st_size <= maxBytes else {
            close(descriptor)
            throw .usage("the body '\(path)' is longer than \(readableSize(maxBytes))")
        }
        return UploadSource(.file(descriptor: descriptor), count: Int(status.st_size))
    }
}

/// The system's words for an errno, their first letter small.
func systemMessage(_ code: Int32) -> String {
    String(cString: strerror(code)).lowercasedFirst
}

/// `10 MiB`, `512 bytes`: whole units only.
func readableSize(_ bytes: Int) -> String {
    for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where bytes >= 1 << shift && bytes % (1 << shift) == 0
    {
        return "\(bytes >> shift) \(unit)"
    }
    return "\(bytes) bytes"
}
