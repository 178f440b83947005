extension Predicate.Order {
    func holds<Value>(_ a: Value, _ b: Value) -> Bool where Value: Comparable {
        switch self {
        case .less: a < b
        case .lessOrEqual: a < b || a == b
        case .greater: b < a
        case .greaterOrEqual: b < a || a == b
        }
    }

    func holds(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Bool {
        switch self {
        case .less: a.lexicographicallyPrecedes(b)
        case .lessOrEqual: !b.lexicographicallyPrecedes(a)
        case .greater: b.lexicographicallyPrecedes(a)
        case .greaterOrEqual: !a.lexicographicallyPrecedes(b)
        }
    }
}
