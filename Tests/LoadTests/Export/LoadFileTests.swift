import Load
import Testing

@Suite("The file of a load")
struct LoadFileTests {
    private let file = LoadFile(suite: "load", plan: "open, 200 rps \"by\" 日本", result: .measured())

    private func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    }

    private func joined(_ lines: some Sequence<ArraySlice<UInt8>>) -> [UInt8] {
        Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// Why a text is refused; nil where it is read.
    private func problem(_ bytes: [UInt8]) -> LoadFileError? {
        do throws(LoadFileError) {
            _ = try LoadFile(bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test("what was written is read again, every field of it")
    func roundTrip() throws {
        let read = try LoadFile(file.encoded())
        #expect(read == file)
        #expect(read.result == .measured())
        #expect(read.encoded() == file.encoded())
    }

    @Test("a load in which nothing happened is read again too")
    func empty() throws {
        let empty = LoadFile(suite: "load", plan: "", result: LoadResult(scenarios: [], measured: .zero))
        #expect(try LoadFile(empty.encoded()) == empty)
    }

    @Test("samples of failures, which come from the target, stay out")
    func samples() {
        var result = LoadResult.measured()
        result.setupFailures[0].sample = "first-sample"
        result.scenarios[0].steps[0].failures[0].sample = "second-sample"
        let file = LoadFile(suite: "load", plan: "", result: result)
        let text = String(decoding: file.encoded(), as: UTF8.self)
        #expect(!text.contains("-sample"))
        #expect(file.result == .measured())
    }

    @Test("results that were read merge like those that were measured")
    func merge() throws {
        var both = try LoadFile(file.encoded()).result
        both.merge(try LoadFile(file.encoded()).result)
        var expected = LoadResult.measured()
        expected.merge(.measured())
        #expect(both == expected)
        #expect(
            both.scenarios[0].steps[0].response.count == 2 * LoadResult.measured().scenarios[0].steps[0].response.count)
    }

    @Test("a file that was cut off anywhere is refused")
    func cut() {
        let all = lines(file.encoded())
        for count in 0..<(all.count - 1) { #expect(problem(joined(all.prefix(count) + [[]])) != nil) }
        let bytes = file.encoded()
        for count in stride(from: 0, to: bytes.count, by: 211) { #expect(problem(Array(bytes.prefix(count))) != nil) }
    }

    @Test("a file that lacks a line, has one twice or in another order is refused")
    func lineFaults() {
        let all = lines(file.encoded())
        for place in stride(from: 0, to: all.count - 1, by: 5) {
            var without = all
            without.remove(at: place)
            #expect(problem(joined(without)) != nil)
            var twice = all
            twice.insert(all[place], at: place)
            #expect(problem(joined(twice)) != nil)
        }
    }

    @Test(
        "numbers that contradict each other, or that adding up would overflow, are refused",
        arguments: [
            ("\"schema\":\"gonogo.load/1\"", "\"schema\":\"gonogo.load/2\"", 1),
            ("\"slice_ns\":1000000000", "\"slice_ns\":0", 1),
            ("\"scenarios\":2", "\"scenarios\":9223372036854775807", 1),
            ("\"scenarios\":2", "\"scenarios\":-1", 1),
            ("\"threads\":1", "\"threads\":-1", 1),
            ("\"ending\":\"aborted\"", "\"ending\":\"pleased\"", 1),
            ("\"blame\":\"generator\"", "\"blame\":\"weather\"", 1),
            ("\"measured_ns\":119500000000", "\"measured_ns\":18446744073709551615", 1),
            ("\"planned\":900", "\"planned\":18446744073709551615", 2),
            ("\"steps\":2", "\"steps\":10001", 2),
            ("\"bytes_in\":123456789", "\"bytes_in\":18446744073709551615", 1),
            ("\"in_flight\":2", "\"in_flight\":3", 1),
            ("\"status\":200", "\"status\":-200", 3),
        ])
    func numbers(found: String, replacement: String, line: Int) {
        let text = String(decoding: file.encoded(), as: UTF8.self)
        guard let range = text.firstRange(of: found) else {
            Issue.record("\(found) does not stand in the file")
            return
        }
        #expect(problem(Array(text.replacingCharacters(in: range, with: replacement).utf8))?.line == line)
    }

    @Test("bytes that were changed are read or refused, and what is read can be worked with")
    func mutations() {
        var random = Sequence64(state: 0x9e37_79b9_7f4a_7c15)
        let original = file.encoded()
        var refused = 0
        for _ in 0..<300 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let read = try? LoadFile(bytes) else {
                refused += 1
                continue
            }
            var merged = read.result
            merged.merge(read.result)
            #expect(merged.scenarios.count == read.result.scenarios.count)
        }
        #expect(refused > 200)
    }

    @Test("histograms of any bytes are read or refused")
    func payloads() {
        var random = Sequence64(state: 42)
        var known = 0
        for _ in 0..<5_000 {
            let payload = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let packed = PackedDistribution(
                payload: payload, count: UInt64.random(in: 0...40, using: &random), sum: 0, range: (0, 0))
            if let packed {
                known += 1
                #expect(PackedDistribution(packed.distribution) == packed)
            }
        }
        #expect(known < 100)
        for payload: [UInt8] in [[0x01], Array(repeating: 0xff, count: 9), Array(repeating: 0xff, count: 40), [0x80]] {
            #expect(PackedDistribution(payload: payload, count: 1, sum: 0, range: (0, 0)) == nil)
        }
        #expect(PackedDistribution(payload: [2], count: 1, sum: 0, range: (0, 0))?.count == 1)
        #expect(PackedDistribution(payload: [2, 0], count: 1, sum: 0, range: (0, 0)) == nil)
        #expect(PackedDistribution(payload: [2, 0x80], count: 1, sum: 0, range: (0, 0)) == nil)
    }
}

/// The same sequence in every run.
private struct Sequence64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
