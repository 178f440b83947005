package import Model

/// What a config file says, whatever its format, in the order in which it says it.
package struct ConfigFile: Sendable {
    /// Every assignment, repeated keys included: the last one counts.
    package var entries: [ConfigEntry] = []
    /// Assignments that went with an object or table whose key is repeated: they don't count, but may hold secrets.
    package var replaced: [ConfigEntry] = []
    /// Keys named without a value: of dotenv, an application takes these from its process environment, which is not
    /// looked at; of other formats, they are null, or an empty list or object.
    package var bareKeys: [(key: String, location: SourceLocation)] = []
    /// The first problems, in the order of their places.
    package private(set) var problems: [ConfigProblem] = []
    /// How many more problems there are.
    package private(set) var furtherProblems = 0
    /// True where the program that the file is for would refuse it.
    package private(set) var isRejected = false

    /// More than this says nothing new.
    private static let shownProblems = 100

    mutating func add(_ problem: ConfigProblem) {
        if problem.isFatal { isRejected = true }
        if problems.count < Self.shownProblems { problems.append(problem) } else { furtherProblems += 1 }
    }

    /// The values as an application gets them: the last assignment of each key.
    package var values: [String: Secret] {
        Dictionary(entries.map { ($0.key, $0.value) }) { _, last in last }
    }
}
