/// Reads LCOV's trace files (`lcov.info`): the lines themselves, compared with the sums that stand beside them.
package struct LcovReader {
    private var coverage: LineCoverage
    private var file: Int?
    private var fileName = ""
    private var lineNumber = 0
    private var hits: [Int: Int] = [:]
    private var branches: [Int: (total: Int, covered: Int)] = [:]
    private var sums: [String: (value: Int, line: Int)] = [:]

    /// Adds what the text says to `coverage`. Throws where it is no such file, or ends in the middle of one.
    package static func read(_ bytes: [UInt8], into coverage: LineCoverage) throws(ArtifactProblem) -> LineCoverage {
        var reader = LcovReader(coverage: coverage)
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            reader.lineNumber += 1
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            try reader.take(String(decoding: line.prefix(4_096), as: UTF8.self))
        }
        guard reader.file == nil else {
            throw reader.problem("end_of_record for every file", "the report ends in the middle of a file")
        }
        return reader.coverage
    }

    private init(coverage: LineCoverage) { self.coverage = coverage }

    private func problem(_ expected: String, _ actual: String) -> ArtifactProblem {
        ArtifactProblem(
            LineCoverage.rule, "content", expected: expected, actual: actual, fix: "have the report written anew",
            line: max(1, lineNumber), isUnknown: true)
    }

    private mutating func take(_ line: String) throws(ArtifactProblem) {
        if line.isEmpty || line.hasPrefix("#") { return }
        if line == "end_of_record" { return try endFile() }
        guard let colon = line.firstIndex(of: ":") else {
            throw problem("a record of LCOV", "`\(line.clippedToShow)`")
        }
        let key = line[..<colon]
        let value = line[line.index(after: colon)...]
        switch key {
        case "SF":
            guard file == nil else { throw problem("end_of_record before the next file", "`SF:`") }
            fileName = String(value)
            file = coverage.file(fileName)
            (hits, branches, sums) = ([:], [:], [:])
        case "DA": try data(value)
        case "BRDA": try branch(value)
        case "LF", "LH", "BRF", "BRH":
            guard let number = Int(value), number >= 0 else { throw problem("a number", "`\(line.clippedToShow)`") }
            sums[String(key)] = (number, lineNumber)
        default: break
        }
    }

    private mutating func data(_ value: Substring) throws(ArtifactProblem) {
        let parts = value.split(separator: ",")
        guard file != nil, parts.count >= 2, let line = Int(parts[0]), line >= 0, let count = Self.count(parts[1])
        else { throw problem("DA:line,hits within a file", "`DA:\(String(value).clippedToShow)`") }
        hits[line] = max(hits[line] ?? 0, count)
    }

    private mutating func branch(_ value: Substring) throws(ArtifactProblem) {
        let parts = value.split(separator: ",", omittingEmptySubsequences: false)
        guard file != nil, parts.count >= 4, let line = Int(parts[0]), let last = parts.last,
            let taken = last == "-" ? 0 : Self.count(last)
        else { throw problem("BRDA:line,block,branch,taken within a file", "`BRDA:\(String(value).clippedToShow)`") }
        var known = branches[line] ?? (0, 0)
        known.total += 1
        if taken > 0 { known.covered += 1 }
        branches[line] = known
    }

    /// Counts may be beyond any integer, and some tools write them with a fraction; negative ones are faults of tools.
    private static func count(_ text: Substring) -> Int? {
        if let number = Int(text) { return max(0, number) }
        guard let number = Double(text), number.isFinite else { return nil }
        return number > 0 ? 1 : 0
    }

    private mutating func endFile() throws(ArtifactProblem) {
        guard let file else { throw problem("SF before end_of_record", "none") }
        for (line, count) in hits {
            let branch = branches[line] ?? (0, 0)
            coverage.add(file: file, line: line, hits: count, branches: branch.total, covered: branch.covered)
        }
        // Branches of lines without a count of their own are lines nevertheless for nobody: only their branches count.
        let orphans = branches.filter { hits[$0.key] == nil }
        let actual = [
            "LF": hits.count, "LH": hits.values.count { $0 > 0 },
            "BRF": branches.values.reduce(0) { $0 + $1.total }, "BRH": branches.values.reduce(0) { $0 + $1.covered },
        ]
        for (key, sum) in sums.sorted(by: { $0.key < $1.key }) where sum.value != actual[key] && orphans.isEmpty {
            coverage.report(
                ArtifactProblem(
                    LineCoverage.rule, "\(fileName.clippedToShow) \(key)",
                    expected: "\(actual[key] ?? 0), as its lines say", actual: "\(sum.value)",
                    fix: "have the tool write the report anew: it contradicts itself", line: sum.line))
        }
        self.file = nil
    }
}

extension String {
    /// A part short enough to be quoted.
    fileprivate var clippedToShow: String { String(prefix(80)) }
}
