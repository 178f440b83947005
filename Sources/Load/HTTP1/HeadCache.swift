import CSystem

/// The last head of a step, byte for byte, with what it said.
///
/// Servers repeat themselves: under load nearly every head equals the one before it until its Date changes.
/// Equal bytes mean an equal head, so a comparison of some two hundred bytes replaces reading it again.
package struct HeadCache: ~Copyable {
    private static let capacity = 1024
    private let bytes: UnsafeMutableRawPointer
    private var head = ResponseHead()

    package init() { bytes = sys_zeroed(Self.capacity) }

    deinit { sys_free(bytes) }

    /// The stored head, when `input` begins with exactly its bytes.
    @inline(__always)
    func head(startingOf input: UnsafeRawBufferPointer) -> ResponseHead? {
        guard head.byteCount > 0, input.count >= head.byteCount, let base = input.baseAddress,
            sys_equal(base, bytes, head.byteCount) != 0
        else { return nil }
        return head
    }

    mutating func store(_ head: ResponseHead, from input: UnsafeRawBufferPointer) {
        guard head.byteCount <= Self.capacity, let base = input.baseAddress else { return }
        bytes.copyMemory(from: base, byteCount: head.byteCount)
        self.head = head
    }
}
