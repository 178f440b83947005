import Synchronization

/// The newest 10 000 estimates; an older one is forgotten as if deleted.
final class EstimateStore: Sendable {
    static let capacity = 10_000

    private struct State {
        /// The estimate with number n stands at n modulo the capacity.
        var slots = [Estimate?](repeating: nil, count: capacity)
        var nextNumber = 1
        var count = 0
    }

    private let state = Mutex(State())

    /// Keeps what `make` builds for the next free number.
    func add(_ make: (Int) -> Estimate) -> Estimate {
        state.withLock { state in
            let estimate = make(state.nextNumber)
            let slot = state.nextNumber % Self.capacity
            if state.slots[slot] == nil { state.count += 1 }
            state.slots[slot] = estimate
            state.nextNumber += 1
            return estimate
        }
    }

    /// The estimate as it was before this look at it, which is remembered.
    func read(_ number: Int) -> Estimate? {
        state.withLock { state in
            let slot = number % Self.capacity
            guard let estimate = state.slots[slot], estimate.number == number else { return nil }
            state.slots[slot]?.hasBeenRead = true
            return estimate
        }
    }

    /// Whether there was one to remove.
    func remove(_ number: Int) -> Bool {
        state.withLock { state in
            let slot = number % Self.capacity
            guard state.slots[slot]?.number == number else { return false }
            state.slots[slot] = nil
            state.count -= 1
            return true
        }
    }

    /// The newest first, `limit` at most, and how many there are in all.
    func newest(_ limit: Int) -> (estimates: [Estimate], total: Int) {
        state.withLock { state in
            var found: [Estimate] = []
            var number = state.nextNumber - 1
            let last = max(1, state.nextNumber - Self.capacity)
            while number >= last, found.count < limit {
                if let estimate = state.slots[number % Self.capacity] { found.append(estimate) }
                number -= 1
            }
            return (found, state.count)
        }
    }
}
