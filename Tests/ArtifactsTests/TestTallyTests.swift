import Testing

import Artifacts

@Suite("test cases of reports")
struct TestTallyTests {
    private func tally(passed: Int = 0, failed: Int = 0, errored: Int = 0, skipped: Int = 0) -> TestTally {
        var tally = TestTally()
        let endings: [(Int, TestTally.Ending)] = [
            (passed, .passed), (failed, .failed), (errored, .errored), (skipped, .skipped),
        ]
        for (count, ending) in endings {
            for number in 0..<count { tally.add("t\(number)", ending, isFlaky: false, seconds: 0.5, line: number + 1) }
        }
        return tally
    }

    @Test("cases are counted, and those that failed are findings")
    func counts() {
        let tally = tally(passed: 5, failed: 2, errored: 1, skipped: 3)
        #expect(tally.tests == 11 && tally.passed == 5 && tally.ran == 8 && tally.seconds == 5.5)
        #expect(tally.problems.map(\.actual) == ["a failure", "a failure", "an error"])
    }

    @Test("a thousand failures are counted, twenty are listed")
    func many() {
        let tally = tally(failed: 1_000)
        #expect(tally.problems.count == 20 && tally.unlistedFailures == 980)
    }

    @Test(
        "attributes that contradict the cases are findings",
        arguments: [
            ([5, 1, 1, 2], 0), ([6, 1, 1, 2], 1), ([5, 0, 1, 2], 1), ([5, 1, 1, 3], 1), ([nil, nil, nil, nil], 0),
            ([5, 2, 0, 2], 0), ([5, 1, nil, 2], 0), ([9, 9, 9, 9], 1),
        ] as [([Int?], Int)])
    func claims(_ claim: [Int?], _ count: Int) {
        var tally = tally(passed: 1, failed: 1, errored: 1, skipped: 2)
        let before = tally.problems.count
        tally.compare(
            TestTally.Claim(
                name: "all", line: 1, tests: claim[0], failures: claim[1], errors: claim[2], skipped: claim[3]),
            since: TestTally.Mark())
        #expect(tally.problems.count == before + count)
    }
}
