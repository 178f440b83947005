internal import Model

/// A family of quantities that can be compared with each other.
package enum Measure: Sendable, CaseIterable {
    case number, size, time

    enum Order { case less, equal, greater }

    /// How the quantities compare in this family; nil where one of the texts is none.
    func order(_ left: String, _ right: String) -> Order? {
        if self == .number, let left = Quantity.integer(left), let right = Quantity.integer(right) {
            // Doubles would merge neighbours beyond 2^53.
            return left < right ? .less : left > right ? .greater : .equal
        }
        guard let left = magnitude(left), let right = magnitude(right) else { return nil }
        return left < right ? .less : left > right ? .greater : .equal
    }

    func magnitude(_ text: String) -> Double? {
        switch self {
        case .number: NumberText.value(text)
        case .size: Quantity.bytes(text).map(Double.init)
        case .time: Quantity.duration(text)?.seconds
        }
    }
}
