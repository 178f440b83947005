#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The system calls that this module is made of; with its extension the only file that sees the C library.
///
/// Calls that fail return the errno; those that a signal interrupts are repeated.
enum System {
    /// What a path leads to.
    enum Kind: Equatable {
        case file(size: Int)
        case directory, namedPipe, socket, device, symbolicLink, other

        /// The kind with its article, as the end of "… is".
        var text: String {
            switch self {
            case .file: "a file"
            case .directory: "a directory"
            case .namedPipe: "a named pipe"
            case .socket: "a socket"
            case .device: "a device"
            case .symbolicLink: "a symbolic link"
            case .other: "something else"
            }
        }
    }

    enum OpenMode { case read, createNew, append, replace }

    static func message(for code: Int32) -> String { String(cString: strerror(code)) }
    static func meansNotFound(_ code: Int32) -> Bool { code == ENOENT }
    static func meansExists(_ code: Int32) -> Bool { code == EEXIST }
    static func meansNotADirectory(_ code: Int32) -> Bool { code == ENOTDIR }
    static func meansDirectory(_ code: Int32) -> Bool { code == EISDIR || code == EEXIST || code == ENOTEMPTY }

    // MARK: Looking

    /// What stands at the path; a link is followed only when asked to.
    static func kind(of path: String, following: Bool) -> Result<Kind, Code> {
        var info = stat()
        let status = following ? stat(path, &info) : lstat(path, &info)
        return status == 0 ? .success(kind(info)) : .failure(Code(errno))
    }

    static func kind(of descriptor: Int32) -> Result<Kind, Code> {
        var info = stat()
        return fstat(descriptor, &info) == 0 ? .success(kind(info)) : .failure(Code(errno))
    }

    private static func kind(_ info: stat) -> Kind {
        switch info.st_mode & S_IFMT {
        case S_IFREG: .file(size: Int(info.st_size))
        case S_IFDIR: .directory
        case S_IFIFO: .namedPipe
        case S_IFSOCK: .socket
        case S_IFCHR, S_IFBLK: .device
        case S_IFLNK: .symbolicLink
        default: .other
        }
    }

    /// The names in a directory without `.` and `..`, unsorted; nil in place of one that is not valid UTF-8.
    static func names(in path: String, limit: Int) -> Result<[String?], Code> {
        guard let directory = opendir(path) else { return .failure(Code(errno)) }
        defer { closedir(directory) }
        var names: [String?] = []
        while names.count <= limit {
            errno = 0
            guard let entry = readdir(directory) else {
                return errno == 0 ? .success(names) : .failure(Code(errno))
            }
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return .failure(Code(EINVAL)) }
            let bytes = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            let name = String(validatingCString: bytes)
            if name != ".", name != ".." { names.append(name) }
        }
        return .success(names)
    }

    // MARK: Descriptors

    /// Opens without waiting for the other end of a pipe, without becoming a terminal's owner, closed on exec.
    static func open(_ path: String, _ mode: OpenMode) -> Result<Int32, Code> {
        let common = O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        let flags =
            switch mode {
            case .read: O_RDONLY
            case .createNew: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
            case .append: O_WRONLY | O_CREAT | O_APPEND
            case .replace: O_WRONLY | O_CREAT | O_APPEND | O_TRUNC
            }
        while true {
            #if canImport(Darwin)
                let descriptor = Darwin.open(path, common | flags, 0o644)
            #elseif canImport(Musl)
                let descriptor = Musl.open(path, common | flags, 0o644)
            #else
                let descriptor = Glibc.open(path, common | flags, 0o644)
            #endif
            if descriptor >= 0 { return .success(descriptor) }
            if errno != EINTR { return .failure(Code(errno)) }
        }
    }

    /// The number of bytes read, 0 at the end.
    static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Result<Int, Code> {
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return .success(count) }
            if errno != EINTR { return .failure(Code(errno)) }
        }
    }

    /// Writes everything; on failure `written` tells how much went out before it.
    static func write(_ bytes: [UInt8], to descriptor: Int32, written: inout Int) -> Code? {
        bytes.withUnsafeBytes { buffer -> Code? in
            while written < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
                #if canImport(Darwin)
                    let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
                #elseif canImport(Musl)
                    let count = Musl.write(descriptor, rest.baseAddress, rest.count)
                #else
                    let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                #endif
                if count > 0 {
                    written += count
                } else if count == 0 {
                    return Code(EIO)
                } else if errno != EINTR {
                    return Code(errno)
                }
            }
            return nil
        }
    }

    static func synchronize(_ descriptor: Int32) -> Code? { fsync(descriptor) == 0 ? nil : Code(errno) }

    static func close(_ descriptor: Int32) -> Code? {
        #if canImport(Darwin)
            let status = Darwin.close(descriptor)
        #elseif canImport(Musl)
            let status = Musl.close(descriptor)
        #else
            let status = Glibc.close(descriptor)
        #endif
        // The descriptor is gone after EINTR too: a second close could hit another file.
        return status == 0 || errno == EINTR ? nil : Code(errno)
    }

    // MARK: Names

    static func rename(_ old: String, to new: String) -> Code? {
        #if canImport(Darwin)
            let status = Darwin.rename(old, new)
        #elseif canImport(Musl)
            let status = Musl.rename(old, new)
        #else
            let status = Glibc.rename(old, new)
        #endif
        return status == 0 ? nil : Code(errno)
    }

    static func remove(_ path: String) -> Code? { unlink(path) == 0 ? nil : Code(errno) }
    static func makeDirectory(_ path: String) -> Code? { mkdir(path, 0o755) == 0 ? nil : Code(errno) }
    static func link(_ path: String, to target: String) -> Code? { symlink(target, path) == 0 ? nil : Code(errno) }

    /// An errno, as an error of `Result`.
    struct Code: Error {
        var value: Int32

        init(_ value: Int32) { self.value = value }
    }
}
