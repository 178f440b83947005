internal import Model

/// What a kind of check does: one attempt at finding something out.
protocol Probe: Sendable {
    /// What a reader of the verdict has to know, such as "TLS is not verified".
    var notes: [String] { get }

    /// One attempt, over by `deadline`.
    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult
}

extension Probe {
    var notes: [String] { [] }
}

/// What one attempt found out.
struct ProbeResult: Sendable {
    /// What was asked, in one line.
    var request: String?
    /// What came back, in one line.
    var response: String?
    var timings: Timings?
    /// What it is about, by names alone: `disk /var`. Without it, the step's name.
    var subject: String?
    var finding: Finding
    /// What the kind of step judged itself, beside what `check` asks.
    var observations: [Observation] = []

    enum Finding: Sendable {
        case evidence(Evidence)
        /// Nothing to look into: the observation says why, and whose fault it is.
        case failure(Observation)
    }
}

/// A kind of step: one entry of the table in `CheckKinds`.
protocol StepKind: Sendable {
    /// The key in a step: `http`.
    static var name: String { get }
    static var summary: String { get }
    static var shape: MappingShape { get }
    /// What `defaults` may set for this kind; nil where nothing.
    static var defaults: MappingShape? { get }
    /// Having got through is a check of its own, so that `check` may be left out.
    static var checksByItself: Bool { get }
    /// A `check` that says something, for a step without one.
    static var exampleOfCheck: String { get }

    /// What a step of this kind finds out, by the names of `check`: others could never hold.
    static var facts: Set<String> { get }
    /// Facts that have to hold where `check` says nothing about them.
    static var impliedFacts: [(name: String, value: Int)] { get }

    /// Predicates that have to hold of facts where `check` says nothing about them.
    static var impliedPredicates: [(name: String, predicate: Predicate)] { get }

    /// The rule that is broken where `property` (a fact's name, or a query's label) is not as expected; nil where tools
    /// that track findings have nothing to track.
    static func rule(of property: String) -> TrackedRule?

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)?
}

/// The stable name of a rule that a kind of step checks, and what would make it right.
struct TrackedRule: Sendable {
    /// `preflight/disk`.
    var id: String
    var fix: String
}

extension StepKind {
    static var defaults: MappingShape? { nil }
    static var checksByItself: Bool { false }
    static var exampleOfCheck: String { "{status: 200}" }
    static var impliedFacts: [(name: String, value: Int)] { [] }
    static var impliedPredicates: [(name: String, predicate: Predicate)] { [] }
    static func rule(of property: String) -> TrackedRule? { nil }
}
