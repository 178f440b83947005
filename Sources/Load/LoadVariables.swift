/// A value that flows from one step of a user to the next, or from a feeder into a request.
package struct LoadValue: Sendable, Equatable {
    /// As it is put into a text.
    package var text: [UInt8]
    /// Whether the text is JSON of a value that is no string, such as `12` or `[1,2]`.
    package var isJSON: Bool

    package init(_ text: [UInt8], isJSON: Bool = false) {
        self.text = text
        self.isJSON = isJSON
    }

    package init(_ text: String, isJSON: Bool = false) { self.init(Array(text.utf8), isJSON: isJSON) }
}

/// The variables of one user, by number: what its feeders gave and what its steps captured in this iteration.
package struct LoadVariables: Sendable {
    private var values: [LoadValue?]

    package init(count: Int) { values = Array(repeating: nil, count: max(0, count)) }

    /// Nil before it was set in this iteration. Numbers beyond the plan's count are never set.
    package subscript(number: Int) -> LoadValue? {
        get { values.indices.contains(number) ? values[number] : nil }
        set { if values.indices.contains(number) { values[number] = newValue } }
    }

    /// Nothing is set: a new iteration begins.
    mutating func removeAll() {
        for index in values.indices { values[index] = nil }
    }
}

/// A table whose rows are dealt out to iterations; its columns are variables.
package struct LoadFeeder: Sendable {
    package enum Order: Sendable {
        /// Row after row, and again from the first; iterations that start earlier get earlier rows.
        case sequential
        /// The same, in an order that the seed decides.
        case shuffled
        /// Each time any row.
        case random
    }

    package enum Scope: Sendable {
        /// Each iteration has its own row.
        case iteration
        /// Each user of a closed model keeps its row for the whole run.
        case user
    }

    /// The number of the variable that each column is.
    package var variables: [Int]
    /// As wide as `variables`; at least one row.
    package var rows: [[LoadValue]]
    package var order: Order
    package var scope: Scope

    package init(variables: [Int], rows: [[LoadValue]], order: Order = .sequential, scope: Scope = .iteration) {
        self.variables = variables
        self.rows = rows
        self.order = order
        self.scope = scope
    }
}
