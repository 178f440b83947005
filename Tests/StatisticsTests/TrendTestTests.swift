import Statistics
import Testing

@Suite("Mann–Kendall test")
struct TrendTestTests {
    @Test("the worked example of the College of the Holy Cross: S = 54, Z = 2.9058, one-sided p = .0018")
    func workedExample() throws {
        let values = [12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7]
        let test = try #require(TrendTest(values))
        #expect(test.s == 54)
        #expect(abs(test.variance - (14.0 * 13 * 33 / 18 - 2.0 * 9 / 18)) < 1e-9)
        #expect(abs(test.z - 2.9058) < 5e-5)
        #expect(abs(test.pValue / 2 - 0.0018) < 5e-5)
    }

    @Test("Gilbert (1987), page 212, with many equal values: Z = 3.1")
    func ties() throws {
        let values: [Double] = [
            20, 20, 20, 20, 15, 20, 20, 30, 27, 26, 23, 35, 25, 28, 70, 26, 24, 34, 32, 23, 50, 30,
        ]
        #expect(abs(try #require(TrendTest(values)).z - 3.1) < 0.05)
    }

    @Test("1 to 100: S = 4950, variance 112 750, Z = 14.7387")
    func rising() throws {
        let test = try #require(TrendTest((1...100).map(Double.init)))
        #expect(test.s == 4_950 && test.variance == 112_750)
        #expect(abs(test.z - 14.738_699_982) < 1e-9)
        #expect(test.pValue < 1e-40)
    }

    @Test("the same backwards is the same downwards")
    func falling() throws {
        let values: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7]
        let up = try #require(TrendTest(values))
        let down = try #require(TrendTest(values.reversed()))
        #expect(down.s == -up.s && down.z == -up.z && down.pValue == up.pValue)
    }

    @Test("equal values have no trend")
    func constant() throws {
        let test = try #require(TrendTest(Array(repeating: 7, count: 20)))
        #expect(test.s == 0 && test.z == 0 && test.pValue == 1)
    }

    /// Exact one-sided probabilities of S for ten values, by counting permutations (Gilbert 1987, table A18).
    @Test("for ten values it is near the exact table", arguments: [(21, 0.036), (25, 0.014), (29, 0.0046)])
    func exactTable(s: Int, probability: Double) throws {
        let values = try #require(Self.values(withS: s))
        let test = try #require(TrendTest(values))
        #expect(test.s == s)
        #expect(abs(test.pValue / 2 - probability) < 0.15 * probability + 0.001)
    }

    /// Ten different values of which (45 - s) / 2 pairs fall.
    private static func values(withS s: Int) -> [Double]? {
        var inversions = (45 - s) / 2
        var rest = (1...10).map(Double.init)
        var values: [Double] = []
        while !rest.isEmpty {
            let step = min(inversions, rest.count - 1)
            inversions -= step
            values.append(rest.remove(at: step))
        }
        return values
    }

    @Test(
        "too few values, too many, or none that are numbers have no answer",
        arguments: [
            Array(repeating: 1.0, count: 9), Array(repeating: 1.0, count: 10_001), Array(repeating: .nan, count: 20),
        ])
    func impossible(values: [Double]) { #expect(TrendTest(values) == nil) }
}
