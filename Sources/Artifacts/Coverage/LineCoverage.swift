/// Which lines and branches of a program its tests have run, summed over all files of a report.
package struct LineCoverage: Sendable {
    private struct Line: Sendable {
        var hits: Int
        var branches = 0
        var covered = 0
    }

    private struct Place: Hashable, Sendable {
        var file: Int
        var line: Int
    }

    private var files: [String: Int] = [:]
    private var lines: [Place: Line] = [:]
    /// Lines as they were written, those that stand twice counted twice.
    package private(set) var writtenLines = 0
    package private(set) var writtenCovered = 0
    package private(set) var problems: [ArtifactProblem] = []

    package static let rule = "preflight/coverage"

    package init() {}

    package mutating func file(_ name: String) -> Int {
        if let known = files[name] { return known }
        let number = files.count
        files[name] = number
        return number
    }

    /// A line that can be run; several reports of the same line are one, with the most hits.
    package mutating func add(file: Int, line: Int, hits: Int, branches: Int = 0, covered: Int = 0) {
        writtenLines += 1
        if hits > 0 { writtenCovered += 1 }
        let place = Place(file: file, line: line)
        var value = lines[place] ?? Line(hits: 0)
        value.hits = max(value.hits, hits)
        if branches > 0 {
            value.branches = max(value.branches, branches)
            value.covered = min(value.branches, max(value.covered, covered))
        }
        lines[place] = value
    }

    /// Takes in what another report has found.
    package mutating func merge(_ other: LineCoverage) {
        let names = Dictionary(other.files.map { ($0.value, $0.key) }) { first, _ in first }
        let (written, covered) = (writtenLines + other.writtenLines, writtenCovered + other.writtenCovered)
        for (place, line) in other.lines {
            add(
                file: file(names[place.file] ?? ""), line: place.line, hits: line.hits, branches: line.branches,
                covered: line.covered)
        }
        (writtenLines, writtenCovered) = (written, covered)
        for problem in other.problems { report(problem) }
    }

    package mutating func report(_ problem: ArtifactProblem) {
        if problems.count < 50 { problems.append(problem) }
    }

    package var fileCount: Int { files.count }
    package var linesTotal: Int { lines.count }
    package var linesCovered: Int { lines.values.count { $0.hits > 0 } }
    package var branchesTotal: Int { lines.values.reduce(0) { $0 + $1.branches } }
    package var branchesCovered: Int { lines.values.reduce(0) { $0 + $1.covered } }

    /// 0 to 1; nil where there is no line.
    package var lineRate: Double? { linesTotal == 0 ? nil : Double(linesCovered) / Double(linesTotal) }
    /// 0 to 1; nil where there is no branch.
    package var branchRate: Double? {
        let total = branchesTotal
        return total == 0 ? nil : Double(branchesCovered) / Double(total)
    }

    /// Tools round their rates, and some count a line twice that stands in two classes.
    package static let tolerance = 0.005

    /// Compares a rate that the report gives of itself.
    package mutating func compare(declared: Double, name: String, line: Int) {
        let isBranch = name.hasPrefix("branch")
        var rates = [isBranch ? branchRate : lineRate].compactMap(\.self)
        if !isBranch, writtenLines > 0 { rates.append(Double(writtenCovered) / Double(writtenLines)) }
        guard !rates.isEmpty, !rates.contains(where: { abs($0 - declared) <= Self.tolerance }) else { return }
        report(
            ArtifactProblem(
                Self.rule, name, expected: "\(Percent.text(rates[0])), as its lines say",
                actual: Percent.text(declared),
                fix: "have the tool write the report anew: it contradicts itself", line: line))
    }
}

/// Rates as people write them.
package enum Percent {
    /// `84.6%`, never rounded up to a limit that is not reached.
    package static func text(_ rate: Double) -> String {
        guard rate.isFinite, abs(rate) < 1e9 else { return "unknown" }
        let tenths = Int((rate * 1_000 + 1e-9).rounded(.down))
        return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(abs(tenths % 10))%"
    }
}
