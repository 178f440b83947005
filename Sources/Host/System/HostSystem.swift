#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The system calls that all systems share; beside `Host+Linux.swift` and `Host+Darwin.swift` the only file that sees
/// the C library.
enum HostSystem {
    static var pageSize: Int { Int(sysconf(Int32(_SC_PAGESIZE))) }
    static var ticksPerSecond: Int { Int(sysconf(Int32(_SC_CLK_TCK))) }

    static var ownProcess: Int { Int(getpid()) }

    static func reason(of code: Int32) -> String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }

    static func unreadable(_ path: String, _ code: Int32 = errno) -> HostError {
        .unreadable(path, why: reason(of: code))
    }

    private static func meansGone(_ code: Int32) -> Bool { code == ENOENT || code == ESRCH || code == ENOTDIR }

    /// A path that C reads to its end.
    private static func checked(_ path: String) throws(HostError) -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw .malformed("the path", "it is empty or holds a NUL byte")
        }
        return path
    }

    // MARK: Reading

    /// At most the first `limit` bytes of a file that the kernel writes; nil where it is gone.
    static func contents(of path: String, limit: Int) throws(HostError) -> [UInt8]? {
        let descriptor = open(try checked(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            let code = errno
            if meansGone(code) { return nil }
            throw unreadable(path, code)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < limit {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { break }
            if count < 0 {
                let code = errno
                if code == EINTR { continue }
                if meansGone(code) { return nil }
                throw unreadable(path, code)
            }
            bytes += chunk[..<min(count, limit - bytes.count)]
        }
        return bytes
    }

    static func required(_ path: String, limit: Int) throws(HostError) -> [UInt8] {
        guard let bytes = try contents(of: path, limit: limit) else { throw unreadable(path, ENOENT) }
        return bytes
    }

    /// The names in a folder but `.` and `..`; more than `limit` are an error.
    static func names(in path: String, limit: Int) throws(HostError) -> [String] {
        guard let directory = opendir(try checked(path)) else { throw unreadable(path) }
        defer { closedir(directory) }
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { throw unreadable(path, EINVAL) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(directory) else {
                if errno != 0 { throw unreadable(path) }
                return names
            }
            let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            let name = String(cString: start)
            if name == "." || name == ".." { continue }
            guard names.count < limit else { throw .tooMuch("\(path) has more than \(limit) entries, the limit") }
            names.append(name)
        }
    }

    static func isThere(_ path: String) -> Bool {
        var info = stat()
        return !path.utf8.contains(0) && lstat(path, &info) == 0
    }

    // MARK: Files

    /// What `stat` says, or `lstat` where links are not followed; nil where nothing is there.
    static func facts(of path: String, following: Bool) throws(HostError) -> FileFacts? {
        guard let info = try status(of: path, following: following) else { return nil }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        #if canImport(Darwin)
            let changed = info.st_mtimespec
        #else
            let changed = info.st_mtim
        #endif
        let age = Double(now.tv_sec) - Double(changed.tv_sec) + (Double(now.tv_nsec) - Double(changed.tv_nsec)) / 1e9
        return FileFacts(
            kind: kind(info), mode: Int(info.st_mode) & 0o7777, owner: userName(info.st_uid),
            group: groupName(info.st_gid), size: Int(info.st_size), age: age)
    }

    /// The number of the device that holds the path.
    static func device(of path: String) throws(HostError) -> UInt64 {
        guard let info = try status(of: path, following: true) else { throw unreadable(path, ENOENT) }
        return UInt64(truncatingIfNeeded: info.st_dev)
    }

    private static func status(of path: String, following: Bool) throws(HostError) -> stat? {
        var info = stat()
        let path = try checked(path)
        guard (following ? stat(path, &info) : lstat(path, &info)) == 0 else {
            let code = errno
            if meansGone(code) { return nil }
            throw unreadable(path, code)
        }
        return info
    }

    private static func kind(_ info: stat) -> FileFacts.Kind {
        switch info.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .directory
        case S_IFLNK: .symlink
        case S_IFIFO: .pipe
        case S_IFSOCK: .socket
        case S_IFCHR, S_IFBLK: .device
        default: .other
        }
    }

    private static func userName(_ id: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
            return String(id)
        }
        return String(cString: name)
    }

    private static func groupName(_ id: gid_t) -> String {
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        var buffer = [CChar](repeating: 0, count: 65_536)
        guard getgrgid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.gr_name else {
            return String(id)
        }
        return String(cString: name)
    }

    /// Where a link points to, as it is written in it.
    static func linkTarget(of path: String) throws(HostError) -> String {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let count = readlink(try checked(path), &buffer, buffer.count)
        guard count >= 0 else { throw unreadable(path) }
        return String(decoding: buffer[..<min(count, buffer.count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The absolute path without any link in it; nil where it leads nowhere.
    static func realPath(_ path: String) throws(HostError) -> String? {
        let path = try checked(path)
        guard let real = realpath(path, nil) else {
            let code = errno
            if meansGone(code) { return nil }
            throw unreadable(path, code)
        }
        defer { free(real) }
        return String(cString: real)
    }

    /// Goes on after a signal.
    static func sleep(_ time: (seconds: Int64, attoseconds: Int64)) {
        var rest = timespec(tv_sec: Int(time.seconds), tv_nsec: Int(time.attoseconds / 1_000_000_000))
        withUnsafeMutablePointer(to: &rest) { while nanosleep($0, $0) != 0, errno == EINTR {} }
    }

    /// A variable of this process; throws where its value is not UTF-8.
    static func variable(_ name: String) throws(HostError) -> String? {
        guard !name.utf8.contains(0), let value = getenv(name) else { return nil }
        guard let text = String(validatingCString: value) else {
            throw .malformed("the value", "it is not valid UTF-8")
        }
        return text
    }
}
