#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Everything that a load measured as one text, slice by slice: what plots, comparisons and later runs read.
///
/// JSON Lines of the schema `gonogo.load/1`; Documentation/LoadFiles.md lists every field.
package struct LoadFile: Sendable, Equatable {
    package static let schema = "gonogo.load/1"

    package var suite: String
    /// The plan in words.
    package var plan: String
    /// Samples of failures are not part of the file: they may be long, and run.json has them.
    package var result: LoadResult

    package init(suite: String, plan: String, result: LoadResult) {
        self.suite = suite
        self.plan = plan
        self.result = result.mappingSamples { _ in "" }
    }

    /// The text: the load, its scenarios and steps, then the slices in the order of time, and a last line that shows
    /// that none is missing.
    package func encoded() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        var text: [UInt8] = []
        var lineCount = 0
        func write(_ line: Line) {
            // Texts, whole numbers and shares between 0 and 1: nothing that JSON could not hold.
            guard let bytes = try? encoder.encode(line) else { return }
            text += bytes
            text.append(UInt8(ascii: "\n"))
            lineCount += 1
        }
        write(Line(load: Line.Load(self)))
        for scenario in result.scenarios {
            write(Line(scenario: Line.Scenario(scenario)))
            for step in scenario.steps { write(Line(step: Line.Step(step))) }
        }
        for slice in slices { write(Line(slice: slice)) }
        for lag in result.generator.lagSlices { write(Line(lag: Line.Lag(lag))) }
        write(Line(end: Line.End(lines: lineCount)))
        return text
    }

    private var slices: [Line.Slice] {
        var slices: [Line.Slice] = []
        for (scenario, one) in result.scenarios.enumerated() {
            for (step, other) in one.steps.enumerated() {
                slices += other.slices.map { Line.Slice($0, scenario: scenario, step: step) }
            }
        }
        return slices.sorted { ($0.index, $0.scenario, $0.step) < ($1.index, $1.scenario, $1.step) }
    }
}
