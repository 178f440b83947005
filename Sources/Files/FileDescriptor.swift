/// An open file; closed when it goes out of scope.
struct FileDescriptor: ~Copyable {
    let number: Int32
    let path: String

    init(_ path: String, _ mode: System.OpenMode, action: String) throws(FilesError) {
        try Path.check(path)
        switch System.open(path, mode) {
        case .success(let number): self.number = number
        case .failure(let code): throw FilesError.of(code.value, path: path, action: action)
        }
        self.path = path
    }

    /// Takes over a descriptor that is open.
    init(number: Int32, path: String) {
        self.number = number
        self.path = path
    }

    deinit { _ = System.close(number) }

    /// The file's size; whatever isn't a regular file is refused.
    func regularFileSize() throws(FilesError) -> Int {
        switch System.kind(of: number) {
        case .success(.file(let size)): return size
        case .success(let kind): throw .notAFile(path: path, kind: kind.text)
        case .failure(let code): throw .of(code.value, path: path, action: "read")
        }
    }

    func write(_ bytes: [UInt8]) throws(FilesError) {
        var written = 0
        if let code = System.write(bytes, to: number, written: &written) {
            throw .of(code.value, path: path, action: "write")
        }
    }

    func synchronize() throws(FilesError) {
        if let code = System.synchronize(number) { throw .of(code.value, path: path, action: "write") }
    }
}
