import CSystem

/// Bytes that grow by doubling and keep their memory when emptied.
package struct ByteBuffer: ~Copyable {
    private var base: UnsafeMutableRawPointer?
    private var capacity = 0
    private(set) var count = 0

    init() {}

    deinit { sys_free(base) }

    @inline(__always)
    var isEmpty: Bool { count == 0 }

    /// The bytes, until the next change.
    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        if count + bytes.count > capacity {
            capacity = max(1024, 2 * capacity, count + bytes.count)
            base = sys_resized(base, capacity)
        }
        base?.advanced(by: count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    /// Empties it; more than a megabyte goes back to the system.
    mutating func removeAll() {
        count = 0
        guard capacity > 1 << 20 else { return }
        sys_free(base)
        base = nil
        capacity = 0
    }
}
