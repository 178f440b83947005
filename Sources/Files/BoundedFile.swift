/// Reads whole files whose size nobody vouches for.
package enum BoundedFile {
    /// The bytes of a regular file of at most `limit` bytes. A pipe, device, socket or directory is refused without
    /// waiting for it, a larger file without reading it; one that grows meanwhile is noticed.
    package static func read(_ path: String, limit: Int) throws(FilesError) -> [UInt8] {
        try Path.check(path)
        // A socket can't be opened at all, and opening a device may do something: so the first look is from outside.
        switch System.kind(of: path, following: true) {
        case .success(.file): break
        case .success(let kind): throw .notAFile(path: path, kind: kind.text)
        case .failure(let code): throw .of(code.value, path: path, action: "read")
        }
        let file = try FileDescriptor(path, .read, action: "read")
        let size = try file.regularFileSize()
        guard size <= limit else { throw .tooLarge(path: path, size: size, limit: limit) }
        return try readAll(file.number, path: file.path, expecting: size, limit: limit)
    }

    /// What a pipe or terminal gives on standard input, until its end.
    package static func readStandardInput(limit: Int) throws(FilesError) -> [UInt8] {
        try readAll(0, path: "standard input", expecting: 0, limit: limit)
    }

    private static func readAll(
        _ descriptor: Int32, path: String, expecting size: Int, limit: Int
    ) throws(FilesError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        var chunk = [UInt8](repeating: 0, count: min(max(size, 4_096), 1 << 18))
        while true {
            switch chunk.withUnsafeMutableBytes({ System.read(descriptor, into: $0) }) {
            case .success(0): return bytes
            case .success(let count):
                guard count <= limit - bytes.count else { throw .tooLarge(path: path, size: nil, limit: limit) }
                bytes += chunk[..<count]
            case .failure(let code): throw .of(code.value, path: path, action: "read")
            }
        }
    }
}
