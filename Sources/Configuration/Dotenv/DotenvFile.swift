package import Model

/// What a dotenv file says, in the order in which it says it.
package struct DotenvFile: Sendable {
    /// Every assignment, repeated keys included: the last one counts.
    package var entries: [ConfigEntry] = []
    /// Keys named without a value: an application takes these from its process environment, which is not looked at.
    package var bareKeys: [(key: String, location: SourceLocation)] = []
    /// The first problems, in the order of their places.
    package private(set) var problems: [ConfigProblem] = []
    /// How many more problems there are.
    package private(set) var furtherProblems = 0
    /// True where the dialect would refuse the file.
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
