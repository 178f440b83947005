/// A regular file that is read piece by piece, however large it is.
package struct OpenFile: ~Copyable {
    private let file: FileDescriptor
    /// In bytes, when it was opened.
    package let size: Int
    /// When its contents last changed, in milliseconds since 1970.
    package let modified: Int64

    /// A pipe, device, socket or folder is refused without waiting for it.
    package init(_ path: String) throws(FilesError) {
        try Path.check(path)
        switch System.kind(of: path, following: true) {
        case .success(.file): break
        case .success(let kind): throw .notAFile(path: path, kind: kind.text)
        case .failure(let code): throw .of(code.value, path: path, action: "read")
        }
        // All that may fail comes first: a part of a noncopyable value can't be given up.
        let file = try FileDescriptor(path, .read, action: "read")
        let size = try file.regularFileSize()
        modified = try Self.modified(file)
        self.size = size
        self.file = file
    }

    private static func modified(_ file: borrowing FileDescriptor) throws(FilesError) -> Int64 {
        switch System.modified(of: file.number) {
        case .success(let time): return time
        case .failure(let code): throw .of(code.value, path: file.path, action: "read")
        }
    }

    /// The next bytes: how many there were, 0 at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FilesError) -> Int {
        switch System.read(file.number, into: buffer) {
        case .success(let count): return count
        case .failure(let code): throw .of(code.value, path: file.path, action: "read")
        }
    }

    /// At most `count` bytes from `offset` on; where reading goes on stays as it was.
    package func bytes(at offset: Int, count: Int) throws(FilesError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let result = bytes.withUnsafeMutableBytes {
                System.read(
                    file.number, at: offset + filled, into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
            }
            switch result {
            case .success(0): return Array(bytes.prefix(filled))
            case .success(let more): filled += more
            case .failure(let code): throw .of(code.value, path: file.path, action: "read")
            }
        }
        return bytes
    }
}

extension Path {
    /// The path with every link in it followed.
    package static func resolved(_ path: String) throws(FilesError) -> String {
        try check(path)
        switch System.resolved(path) {
        case .success(let path): return path
        case .failure(let code): throw .of(code.value, path: path, action: "read")
        }
    }
}
