internal import Synchronization

/// What a run will have to remember if it ends with GO, and only then: the stage that a canary has reached.
package final class Commitments: Sendable {
    package struct Commitment: Sendable {
        /// What will be remembered, and where, for people.
        package var summary: String
        /// Does it; returns what went wrong, as a sentence without a full stop.
        package var perform: @Sendable () -> String?

        package init(_ summary: String, perform: @escaping @Sendable () -> String?) {
            self.summary = summary
            self.perform = perform
        }
    }

    private let waiting = Mutex<[Commitment]>([])

    package init() {}

    package func add(_ commitment: Commitment) { waiting.withLock { $0.append(commitment) } }

    /// Does everything once; says what was done and what went wrong.
    package func perform() -> (done: [String], problems: [String]) {
        let commitments = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        var (done, problems): ([String], [String]) = ([], [])
        for commitment in commitments {
            if let problem = commitment.perform() { problems.append(problem) } else { done.append(commitment.summary) }
        }
        return (done, problems)
    }
}
