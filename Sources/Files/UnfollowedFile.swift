/// A regular file that somebody else named: read piece by piece, and never reached through a link at its end.
package struct UnfollowedFile: ~Copyable {
    private let file: FileDescriptor
    /// In bytes, when it was opened.
    package let size: Int
    /// The permissions as `chmod` takes them: `0o600`.
    package let permissions: Int

    /// A link, pipe, device, socket or folder is refused without waiting for it.
    package init(_ path: String) throws(FilesError) {
        try Path.check(path)
        // A socket can't be opened at all, and opening a device may do something: so the first look is from outside.
        switch System.kind(of: path, following: false) {
        case .success(.file): break
        case .success(let kind): throw .notAFile(path: path, kind: kind.text)
        case .failure(let code): throw .of(code.value, path: path, action: "read")
        }
        let file = try FileDescriptor(unfollowed: path)
        let size = try file.regularFileSize()
        switch System.permissions(of: file.number) {
        case .success(let bits): permissions = bits
        case .failure(let code): throw .of(code.value, path: path, action: "read")
        }
        self.size = size
        self.file = file
    }

    /// The next bytes, at most `limit`; none at the end.
    package func next(_ limit: Int) throws(FilesError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        switch bytes.withUnsafeMutableBytes({ System.read(file.number, into: $0) }) {
        case .success(let count):
            bytes.removeLast(limit - count)
            return bytes
        case .failure(let code): throw .of(code.value, path: file.path, action: "read")
        }
    }
}

extension FileDescriptor {
    init(unfollowed path: String) throws(FilesError) {
        switch System.openUnfollowed(path) {
        case .success(let number): self.init(number: number, path: path)
        case .failure(let code): throw FilesError.of(code.value, path: path, action: "read")
        }
    }
}

extension Path {
    /// True for `a/b` below `a`, and for `a` itself.
    package static func stands(_ path: String, below folder: String) -> Bool {
        path == folder || folder == "/" || path.utf8.starts(with: (folder + "/").utf8)
    }
}
