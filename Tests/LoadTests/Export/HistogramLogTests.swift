import Foundation
import Load
import Testing

@Suite("The log of histograms")
struct HistogramLogTests {
    private let text = String(decoding: HistogramLog.encoded(.measured()), as: UTF8.self)

    private var lines: [[Substring]] {
        text.split(separator: "\n").dropFirst(3).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }

    @Test("it begins as format 1.3 does")
    func head() {
        #expect(
            text.hasPrefix(
                """
                #[Histogram log format version 1.3]
                #[StartTime: 1795246072.551 (seconds since epoch)]
                "StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"

                """))
    }

    @Test("a line for each slice and step with successes, ascending, with names that can't break it")
    func tags() {
        let slices = LoadResult.measured().scenarios.flatMap { scenario in
            scenario.steps.flatMap { $0.slices.filter { !$0.response.isEmpty } }
        }
        #expect(lines.count == slices.count)
        #expect(lines.allSatisfy { $0.count == 5 })
        #expect(
            Set(lines.map { String($0[0]) }) == [
                "Tag=browse/GET%20/api%2C%20all", "Tag=browse/detail", "Tag=buy/POST%20/x",
            ])
        let starts = lines.compactMap { Double($0[1]) }
        #expect(starts.count == lines.count && starts == starts.sorted())
    }

    @Test("the last slice ends with the measurement")
    func lengths() {
        #expect(lines.first?[2] == "1.000")
        #expect(lines.last.map { "\($0[1]) \($0[2])" } == "119.000 0.500")
    }

    /// `Tests/consumers/read-hlog.sh` has HdrHistogram's own reader for Python compare these figures with the log.
    @Test("a log is left in .build/load-samples for other programs to read")
    func sample() throws {
        let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardized
        let folder = root.appendingPathComponent(".build/load-samples")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appendingPathComponent("sample.hlog"))
        var expected = ""
        for scenario in LoadResult.measured().scenarios {
            for step in scenario.steps {
                let tag = "\(scenario.name)/\(step.name)".replacingOccurrences(of: " ", with: "%20")
                    .replacingOccurrences(of: ",", with: "%2C")
                let percentiles = [50.0, 90, 95, 99, 100].compactMap(step.response.percentile).map {
                    String($0.components.seconds * 1_000_000_000 + $0.components.attoseconds / 1_000_000_000)
                }
                expected += ([tag, String(step.response.count)] + percentiles).joined(separator: " ") + "\n"
            }
        }
        try Data(expected.utf8).write(to: folder.appendingPathComponent("expected.txt"))
        #expect(expected.split(separator: "\n").count == 3)
    }
}
