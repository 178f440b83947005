/// Deals a feeder's rows out. Which row an iteration gets depends on its number and the seed alone, so that it is the
/// same with any number of threads.
struct FeederTable: Sendable {
    private let feeder: LoadFeeder
    /// The rows' order; empty when it is their own.
    private let permutation: [Int]
    private let seed: UInt64

    var scope: LoadFeeder.Scope { feeder.scope }

    init(_ feeder: LoadFeeder, seed: UInt64, number: Int) {
        self.feeder = feeder
        self.seed = seed &+ UInt64(number)
        if feeder.order == .shuffled {
            var random = SplitMix64(seed: self.seed, stream: .max - 1)
            permutation = Array(feeder.rows.indices).shuffled(using: &random)
        } else {
            permutation = []
        }
    }

    /// Sets the variables of iteration or user number `number`.
    func deal(_ number: UInt64, to variables: inout LoadVariables) {
        let place: Int
        if feeder.order == .random {
            var random = SplitMix64(seed: seed, stream: number)
            place = Int(random.next() % UInt64(feeder.rows.count))
        } else {
            place = Int(number % UInt64(feeder.rows.count))
        }
        let row = feeder.rows[permutation.isEmpty ? place : permutation[place]]
        for (variable, value) in zip(feeder.variables, row) { variables[variable] = value }
    }
}
