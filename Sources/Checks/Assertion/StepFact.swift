/// Something that steps of some kinds find out, beside what all answers have: its name in `check`, and what a limit on
/// it has to look like.
struct StepFact: Sendable {
    var name: String
    var unit: AssertionDecoder.Unit
    var summary: String
    /// Whether `check` may list several values.
    var isList = false

    init(_ name: String, _ unit: AssertionDecoder.Unit, _ summary: String, isList: Bool = false) {
        self.name = name
        self.unit = unit
        self.summary = summary
        self.isList = isList
    }

    init(_ name: String, _ unit: FactUnit, _ summary: String) {
        self.init(name, unit == .none ? AssertionDecoder.Unit.none : .fact(unit), summary)
    }

    /// The facts of all kinds of step. One name has one unit, whatever the kind.
    static let all: [StepFact] = {
        var seen: Set<String> = []
        return (databases + host + artifacts).filter { seen.insert($0.name).inserted }
    }()

    static let units = Dictionary(all.map { ($0.name, $0.unit) }) { first, _ in first }
}
