/// Writes files that are either complete or not there.
package enum AtomicFile {
    /// Writes beside the path, has the disk confirm it, and puts it in place in one step. A reader sees the old file or
    /// the new one; after a failure the old one stands as it was and nothing is left over.
    package static func write(_ bytes: [UInt8], to path: String) throws(FilesError) {
        try Path.check(path)
        let temporary = Path.temporary(beside: path)
        do throws(FilesError) {
            try fill(temporary, bytes)
            if let code = System.rename(temporary, to: path) {
                throw System.meansDirectory(code.value)
                    ? .notAFile(path: path, kind: System.Kind.directory.text)
                    : .of(code.value, path: path, action: "write")
            }
        } catch {
            _ = System.remove(temporary)
            throw renamed(error, from: temporary, to: path)
        }
        // Not every file system can do this to a folder; the file itself is safe already.
        if let folder = try? FileDescriptor(Path.directory(of: path), .read, action: "read") {
            try? folder.synchronize()
        }
    }

    /// Removes the file or link if it is there; true when it is gone.
    @discardableResult
    package static func remove(_ path: String) -> Bool {
        guard (try? Path.check(path)) != nil else { return false }
        return System.remove(path).map { System.meansNotFound($0.value) } ?? true
    }

    private static func fill(_ path: String, _ bytes: [UInt8]) throws(FilesError) {
        let file = try FileDescriptor(path, .createNew, action: "write")
        try file.write(bytes)
        try file.synchronize()
    }

    /// Nobody knows the temporary name: errors speak of the file that was wanted.
    private static func renamed(_ error: FilesError, from temporary: String, to path: String) -> FilesError {
        switch error {
        case .refused(temporary, let action, let code): .refused(path: path, action: action, code: code)
        case .notFound(temporary): .notFound(path: Path.directory(of: path))
        default: error
        }
    }
}
