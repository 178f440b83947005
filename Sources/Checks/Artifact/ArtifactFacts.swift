/// Figures of artefacts, each with the unit that a limit on it has to have.
enum ArtifactFacts {
    /// A share of 0 to 1.
    static func percent(_ share: Double) -> Evidence.Fact { .measured(share * 100, .percent) }
    static func age(milliseconds: Int64) -> Evidence.Fact { .measured(Double(milliseconds) / 1_000, .age) }
    static func time(seconds: Double) -> Evidence.Fact { .measured(seconds, .age) }
    static func size(_ bytes: Int) -> Evidence.Fact { .measured(Double(bytes), .size) }
}
