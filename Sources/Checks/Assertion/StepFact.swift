/// Something that steps of some kinds find out, beside what all answers have: its name in `check`, and what a limit on
/// it has to look like.
struct StepFact: Sendable {
    var name: String
    var unit: AssertionDecoder.Unit
    var summary: String

    init(_ name: String, _ unit: FactUnit, _ summary: String) {
        self.name = name
        self.unit = unit == .none ? .none : .fact(unit)
        self.summary = summary
    }

    /// The facts of all kinds of step. One name has one unit, whatever the kind.
    static let all: [StepFact] = {
        var seen: Set<String> = []
        return (host + artifacts).filter { seen.insert($0.name).inserted }
    }()

    static let units = Dictionary(all.map { ($0.name, $0.unit) }) { first, _ in first }
}
