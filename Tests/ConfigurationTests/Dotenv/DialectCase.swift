import Configuration
import Testing

/// A file, and what the six programs make of it.
struct DialectCase: Sendable, CustomTestStringConvertible {
    /// What one program makes of a file.
    struct Reading: Sendable {
        var values: [String: String]?
        /// Keys whose value only a running program could tell.
        var open: Set<String> = []
        /// True where the program warns of a line, drops it, or runs it.
        var complains = false

        static let refused = Reading()

        static func values(_ values: [String: String], open: Set<String> = [], complains: Bool = false) -> Reading {
            Reading(values: values, open: open, complains: complains)
        }
    }

    let name: String
    let input: String
    private let usual: Reading
    private let others: [DotenvDialect: Reading]

    init(_ name: String, _ input: String, _ usual: Reading, _ others: [DotenvDialect: Reading] = [:]) {
        (self.name, self.input, self.usual, self.others) = (name, input, usual, others)
    }

    var testDescription: String { name }

    func reading(_ dialect: DotenvDialect) -> Reading { others[dialect] ?? usual }
}
