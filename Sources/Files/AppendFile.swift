internal import Synchronization

/// A file that grows line by line, such as a journal; may be used from several tasks.
///
/// Each line goes out in one call, so that a process that is killed loses at most the line it was writing.
package final class AppendFile: Sendable {
    package let path: String
    private let file: Mutex<FileDescriptor>
    /// True after a line went out in part: the next one starts on a line of its own.
    private let isTorn = Mutex(false)

    /// Opens the file to append to it, made where there is none; `replacing` empties it first.
    package init(_ path: String, replacing: Bool = false) throws(FilesError) {
        let descriptor = try FileDescriptor(path, replacing ? .replace : .append, action: "write")
        _ = try descriptor.regularFileSize()
        self.path = path
        file = Mutex(descriptor)
    }

    /// Appends the bytes and a line end; the bytes should hold no line end of their own.
    package func append(line: [UInt8]) throws(FilesError) {
        let code = isTorn.withLock { isTorn -> System.Code? in
            var written = 0
            let bytes = (isTorn ? [UInt8(ascii: "\n")] : []) + line + [UInt8(ascii: "\n")]
            let code = file.withLock { System.write(bytes, to: $0.number, written: &written) }
            if written > 0 { isTorn = code != nil }
            return code
        }
        if let code { throw .of(code.value, path: path, action: "write") }
    }
}
