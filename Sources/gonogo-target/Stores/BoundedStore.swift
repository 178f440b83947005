/// Values by key, of which only the newest `capacity` are kept.
struct BoundedStore<Value> {
    private let capacity: Int
    private var values: [String: Value] = [:]
    /// Keys in the order of arrival, in a ring.
    private var keys: [String] = []
    private var oldest = 0

    init(capacity: Int) { self.capacity = capacity }

    /// Reads a value, or changes one that is there; `insert` adds.
    subscript(key: String) -> Value? { values[key] }

    mutating func insert(_ value: Value, for key: String) {
        if values.updateValue(value, forKey: key) != nil { return }
        if keys.count < capacity {
            keys.append(key)
        } else {
            values[keys[oldest]] = nil
            keys[oldest] = key
            oldest = (oldest + 1) % capacity
        }
    }
}
