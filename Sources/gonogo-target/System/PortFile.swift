#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file that tells a waiting script which port was chosen: complete when it exists, gone when the target ended.
struct PortFile {
    let path: String

    /// Writes the port and a newline beside `path`, then renames it into place.
    func write(_ port: UInt16) throws(TargetError) {
        let draft = "\(path).\(getpid())"
        guard let file = fopen(draft, "w") else { throw failure }
        let written = fputs("\(port)\n", file) >= 0
        guard fclose(file) == 0, written, rename(draft, path) == 0 else {
            let error = failure
            unlink(draft)
            throw error
        }
    }

    func remove() { unlink(path) }

    private var failure: TargetError { .cannotWritePortFile(path, reason: String(cString: strerror(errno))) }
}
