#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Why a file is not what a load measured: the line, from 1, and what is wrong there.
package struct LoadFileError: Error, Equatable, CustomStringConvertible {
    package var line: Int
    package var problem: String

    package var description: String { "line \(line): \(problem)" }
}

extension LoadFile {
    /// More of anything is no file that a load left.
    private enum Limits {
        static let line = 8 << 20
        static let scenarios = 1_000
        static let steps = 10_000
        static let slices = 1_000_000
    }

    /// Reads a file of the schema; everything in it is checked, since it may come from anywhere.
    package init(_ bytes: [UInt8]) throws(LoadFileError) {
        var lines = Lines(bytes)
        guard let load = try lines.next()?.load else { throw LoadFileError(line: 1, problem: "no load begins here") }
        guard load.schema == Self.schema else {
            throw lines.error("the schema is '\(load.schema.prefix(60))', not \(Self.schema)")
        }
        suite = load.suite
        plan = load.plan
        result = try lines.check(load.result, "a number of the load is out of range")
        guard (0...Limits.scenarios).contains(load.scenarios) else { throw lines.error("too many scenarios") }
        var stepCount = 0
        for _ in 0..<load.scenarios {
            guard let scenario = try lines.next()?.scenario else { throw lines.error("a scenario is missing") }
            stepCount += max(0, min(scenario.steps, Limits.steps + 1))
            guard scenario.steps >= 0, stepCount <= Limits.steps else { throw lines.error("too many steps") }
            var read = try lines.check(scenario.result, "a number of the scenario is out of range")
            for _ in 0..<scenario.steps {
                guard let step = try lines.next()?.step else { throw lines.error("a step is missing") }
                read.steps.append(try lines.check(step.result, "a number of the step is out of range"))
            }
            result.scenarios.append(read)
        }
        try readSlices(&lines)
    }

    private mutating func readSlices(_ lines: inout Lines) throws(LoadFileError) {
        var sliceCount = 0
        while let line = try lines.next() {
            if let end = line.end {
                guard end.lines == lines.number - 1 else { throw lines.error("lines are missing before the end") }
                guard try lines.next() == nil else { throw lines.error("nothing may follow the end") }
                return
            }
            sliceCount += 1
            guard sliceCount <= Limits.slices else { throw lines.error("too many slices") }
            if let slice = line.slice {
                guard result.scenarios.indices.contains(slice.scenario),
                    result.scenarios[slice.scenario].steps.indices.contains(slice.step)
                else { throw lines.error("the slice belongs to no step") }
                let read = try lines.check(slice.value, "a number of the slice is out of range")
                let last = result.scenarios[slice.scenario].steps[slice.step].slices.last?.index ?? -1
                guard read.index > last else { throw lines.error("slices have to ascend") }
                result.scenarios[slice.scenario].steps[slice.step].slices.append(read)
            } else if let lag = line.lag {
                let read = try lines.check(lag.value, "a number of the slice is out of range")
                guard read.index > result.generator.lagSlices.last?.index ?? -1 else {
                    throw lines.error("slices have to ascend")
                }
                result.generator.lagSlices.append(read)
            } else {
                throw lines.error("neither a slice nor the end")
            }
        }
        throw lines.error("the end is missing: the file was cut off")
    }

    /// The lines of a file, one by one.
    private struct Lines {
        private var rest: ArraySlice<UInt8>
        private let decoder = JSONDecoder()
        private(set) var number = 0

        init(_ bytes: [UInt8]) {
            rest = bytes[...]
            decoder.keyDecodingStrategy = .convertFromSnakeCase
        }

        /// Nil at the end.
        mutating func next() throws(LoadFileError) -> Line? {
            guard !rest.isEmpty else { return nil }
            number += 1
            guard let end = rest.prefix(Limits.line + 1).firstIndex(of: UInt8(ascii: "\n")) else {
                throw error("the line has no end, or is longer than \(Limits.line) bytes")
            }
            let line = Data(rest[rest.startIndex..<end])
            rest = rest[(end + 1)...]
            do {
                return try decoder.decode(Line.self, from: line)
            } catch {
                throw self.error("not a line of a load's file")
            }
        }

        func error(_ problem: String) -> LoadFileError { LoadFileError(line: max(1, number), problem: problem) }

        func check<Value>(_ value: Value?, _ problem: String) throws(LoadFileError) -> Value {
            guard let value else { throw error(problem) }
            return value
        }
    }
}
