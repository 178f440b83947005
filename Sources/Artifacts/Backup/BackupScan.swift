/// Reads a backup to its end as its bytes come in, what gzip hides included; memory stays the same for any size.
package struct BackupScan: ~Copyable {
    private var outer: ContentScan
    private var inner: ContentScan
    private var gzip = GzipReader()
    private var isGzip: Bool?
    private var head: [UInt8] = []
    private let expected: BackupFormat?
    private let maxContent: Int

    /// `expected` nil takes any format; a compressed file of the expected format is as good as a plain one. More than
    /// `maxContent` bytes behind decompression are not read.
    package init(expected: BackupFormat?, maxContent: Int) {
        self.expected = expected
        self.maxContent = maxContent
        outer = ContentScan(expected: expected)
        inner = ContentScan(expected: expected)
    }

    /// The next bytes of the file; throws as soon as something is wrong.
    package mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(BackupFlaw) {
        if isGzip == nil {
            let earlier = head
            head += bytes.prefix(2 - min(2, head.count))
            guard head.count >= 2 else { return }
            let starts = head == [0x1F, 0x8B]
            if expected == .gzip, !starts { throw BackupFlaw(.unreadable, "it does not begin as gzip data do") }
            isGzip = starts
            if !earlier.isEmpty {
                try earlier.withUnsafeBufferPointer { (buffer) throws(BackupFlaw) in try pass(buffer) }
            }
        }
        try pass(bytes)
    }

    /// What was found, once the last byte was taken; throws for what is not complete.
    package mutating func end() throws(BackupFlaw) -> BackupContent {
        if isGzip == nil {
            if head.isEmpty { throw BackupFlaw(.empty, "there is nothing in it") }
            if expected == .gzip { throw BackupFlaw(.truncated, "it ends within its first bytes") }
            isGzip = false
            let first = head
            try first.withUnsafeBufferPointer { (buffer) throws(BackupFlaw) in try pass(buffer) }
        }
        guard isGzip == true else { return try outer.end() }
        try gzip.end()
        if inner.bytes == 0 {
            throw BackupFlaw(.empty, "it is valid gzip of nothing, which a failed dump leaves behind in a pipe")
        }
        var content = try inner.end()
        if inner.format == .postgresCustom {
            content.unvouched = "pg_restore can't read an archive within gzip, and the archive is compressed by itself"
        }
        content.formats.insert(.gzip, at: 0)
        return content
    }

    private mutating func pass(_ bytes: UnsafeBufferPointer<UInt8>) throws(BackupFlaw) {
        guard isGzip == true else { return try outer.take(bytes) }
        // An exclusive access to each of the two: a closure over self would want all of it.
        try Self.inflate(bytes, &gzip, &inner, maxContent)
    }

    private static func inflate(
        _ bytes: UnsafeBufferPointer<UInt8>, _ gzip: inout GzipReader, _ inner: inout ContentScan, _ limit: Int
    ) throws(BackupFlaw) {
        var flaw: BackupFlaw?
        do throws(BackupFlaw) {
            try gzip.take(bytes) { (piece) throws(BackupFlaw) in
                try inner.take(piece)
                if inner.bytes > limit {
                    throw BackupFlaw(.unknown, "there are more than \(limit) bytes in it, the limit of max_content")
                }
            }
        } catch {
            flaw = error
        }
        if let flaw { throw flaw }
    }
}
