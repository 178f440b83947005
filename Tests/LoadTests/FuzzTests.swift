import LoadFuzzing
import Testing

/// A little of what `make fuzz` does at length.
@Suite("Generated and damaged input")
struct FuzzTests {
    @Test("what must hold holds for every reader, and inputs of every kind come about", arguments: FuzzTarget.allCases)
    func properties(target: FuzzTarget) throws {
        let expected: [FuzzTarget: Set<String>] = [
            .response: [
                "complete", "complete at close", "unfinished", "badStatusLine", "badHeader", "badContentLength",
                "conflictingLengths", "badTransferEncoding", "badChunk", "bodyTooLarge", "unexpectedUpgrade",
                "bytesAfterResponse", "tooManyInterimResponses",
            ],
            .cookies: ["sent", "kept", "no cookies", "refused head"],
            .frames: ["complete", "ended", "unfinished", "refused"],
            .request: ["written", "refused value"],
            .distribution: ["packed"],
        ]
        var seen: Set<String> = []
        for number in 0..<(target == .response ? 1500 : 400) {
            let input = target.input(seed: 1, number: UInt64(number))
            do throws(Finding) {
                seen.insert(try target.check(input))
            } catch {
                Issue.record("\(error), input \(number): \(input)")
                return
            }
        }
        let missing = expected[target, default: []].subtracting(seen)
        #expect(missing.isEmpty, "\(missing)")
    }

    @Test("the same seed and number make the same input, another number another")
    func repeats() {
        for target in FuzzTarget.allCases {
            let input = target.input(seed: 7, number: 3)
            #expect(input == target.input(seed: 7, number: 3))
            #expect(input != target.input(seed: 7, number: 4) && input != target.input(seed: 8, number: 3))
        }
    }
}
