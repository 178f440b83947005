/// Which of a worker's shared connections to one origin are free, and which users wait for one, first come first served.
///
/// Plain memory with room for every connection and every user, allocated once.
struct ConnectionPool: ~Copyable {
    /// Slots of open connections that carry nothing; the one used last is taken first, so that others may grow old.
    private let idle: UnsafeMutablePointer<Int32>
    private(set) var idleCount = 0
    /// Slots without a connection.
    private let closed: UnsafeMutablePointer<Int32>
    private(set) var closedCount = 0
    private let waiting: UnsafeMutablePointer<UInt32>
    private let capacity: Int
    private let slotCount: Int
    private var first = 0
    private(set) var waitingCount = 0

    /// `slots` are closed connections; at most `users` wait.
    init(slots: Range<Int>, users: Int) {
        idle = .allocate(capacity: max(1, slots.count))
        closed = .allocate(capacity: max(1, slots.count))
        for slot in slots.reversed() {
            closed[closedCount] = Int32(slot)
            closedCount += 1
        }
        slotCount = slots.count
        capacity = max(1, users)
        waiting = .allocate(capacity: capacity)
    }

    deinit {
        idle.deallocate()
        closed.deallocate()
        waiting.deallocate()
    }

    mutating func takeIdle() -> Int? {
        guard idleCount > 0 else { return nil }
        idleCount -= 1
        return Int(idle[idleCount])
    }

    mutating func takeClosed() -> Int? {
        guard closedCount > 0 else { return nil }
        closedCount -= 1
        return Int(closed[closedCount])
    }

    mutating func addIdle(_ slot: Int) {
        precondition(idleCount + closedCount < slotCount, "a slot stands in one list, once")
        idle[idleCount] = Int32(slot)
        idleCount += 1
    }

    mutating func addClosed(_ slot: Int) {
        precondition(idleCount + closedCount < slotCount, "a slot stands in one list, once")
        closed[closedCount] = Int32(slot)
        closedCount += 1
    }

    /// An idle connection was closed; what becomes of its slot is told apart.
    mutating func removeIdle(_ slot: Int) {
        guard let place = (0..<idleCount).first(where: { Int(idle[$0]) == slot }) else { return }
        idleCount -= 1
        idle[place] = idle[idleCount]
    }

    mutating func enqueue(_ user: Int) {
        precondition(waitingCount < capacity, "a user waits once")
        waiting[(first + waitingCount) % capacity] = UInt32(user)
        waitingCount += 1
    }

    mutating func dequeue() -> Int? {
        guard waitingCount > 0 else { return nil }
        let user = Int(waiting[first])
        first = (first + 1) % capacity
        waitingCount -= 1
        return user
    }
}
