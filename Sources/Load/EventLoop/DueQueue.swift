/// Which user wakes up next: a binary heap of instants (monotonic nanoseconds) with room for every user, allocated once.
///
/// With a constant think time users come due in the order they were added, and adding is O(1).
package struct DueQueue: ~Copyable {
    private struct Entry {
        var due: Nanoseconds
        var user: UInt32
    }

    private let entries: UnsafeMutablePointer<Entry>
    private let capacity: Int
    package private(set) var count = 0

    /// A queue in which at most `capacity` users wait at a time.
    package init(capacity: Int) {
        entries = .allocate(capacity: max(1, capacity))
        self.capacity = capacity
    }

    deinit { entries.deallocate() }

    /// When the next user is due; the end of time when nobody waits.
    @inline(__always)
    package var nextDue: UInt64 { count > 0 ? entries[0].due : .max }

    package mutating func add(_ user: UInt32, due: UInt64) {
        precondition(count < capacity, "a user waits once")
        var hole = count
        count += 1
        while hole > 0 {
            let parent = (hole - 1) / 2
            guard entries[parent].due > due else { break }
            entries[hole] = entries[parent]
            hole = parent
        }
        entries[hole] = Entry(due: due, user: user)
    }

    /// Takes the user who is due first, when that is no later than `now`.
    package mutating func take(now: UInt64) -> (user: UInt32, due: UInt64)? {
        guard count > 0, entries[0].due <= now else { return nil }
        let first = entries[0]
        count -= 1
        let last = entries[count]
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < count else { break }
            if child + 1 < count, entries[child + 1].due < entries[child].due { child += 1 }
            guard entries[child].due < last.due else { break }
            entries[hole] = entries[child]
            hole = child
        }
        entries[hole] = last
        return (first.user, first.due)
    }

    /// Nobody waits any more.
    package mutating func removeAll() { count = 0 }
}
