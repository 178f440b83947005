internal import Artifacts
internal import XML

/// Reads coverage reports in Cobertura's format: the lines of the classes, compared with the rates beside them.
struct CoberturaReader {
    private var coverage: LineCoverage
    private var file: Int?
    /// Lines of methods stand again among those of their class.
    private var methodDepth = 0

    /// When the report says that it was made, in milliseconds since 1970.
    private(set) var time: Int64?

    /// Adds the report's lines to `coverage`. Throws a problem for what is no report, or can't be parsed within bounds.
    static func read(
        _ bytes: [UInt8], into coverage: LineCoverage
    ) throws(ArtifactProblem) -> (LineCoverage, time: Int64?) {
        let document: XMLDocument
        do throws(XMLError) {
            var limits = XMLLimits()
            limits.maxBytes = ArtifactText.mostBytes
            document = try XMLDocument(parsing: bytes, limits: limits)
        } catch {
            throw problem(error.message, line: error.line, column: error.column)
        }
        // What the report says of itself is about itself alone.
        var reader = CoberturaReader(coverage: LineCoverage())
        var root: String?
        var claims: [(name: String, rate: Double, line: Int)] = []
        document.walk(
            begin: { element in
                if root == nil {
                    root = element.name
                    reader.time = element.attribute("timestamp").flatMap(Self.time)
                    for name in ["line-rate", "branch-rate"] {
                        guard let rate = element.attribute(name).flatMap({ Double($0) }) else { continue }
                        claims.append((name, rate, max(1, element.line)))
                    }
                }
                reader.begin(element)
            }, end: { reader.end($0) })
        guard root == "coverage" else {
            throw problem("the root element `\((root ?? "").prefix(60))`", line: 1, column: 1)
        }
        var own = reader.coverage
        for claim in claims { own.compare(declared: claim.rate, name: claim.name, line: claim.line) }
        var all = coverage
        all.merge(own)
        return (all, reader.time)
    }

    private init(coverage: LineCoverage) { self.coverage = coverage }

    private static func problem(_ words: String, line: Int?, column: Int?) -> ArtifactProblem {
        ArtifactProblem(
            LineCoverage.rule, "content", expected: "a coverage report", actual: words,
            fix: "have the report written anew", line: line ?? 1, column: column ?? 1, isUnknown: true)
    }

    /// Seconds in the original, milliseconds in most others.
    private static func time(_ text: String) -> Int64? {
        guard let number = Double(text), number > 0, number < 1e14 else { return nil }
        return Int64(number < 1e11 ? number * 1_000 : number)
    }

    private mutating func begin(_ element: borrowing XMLElement) {
        switch element.name {
        case "class":
            let name = element.attribute("filename") ?? element.attribute("name") ?? ""
            file = coverage.file(name)
        case "methods": methodDepth += 1
        case "line":
            guard methodDepth == 0, let file, let number = element.attribute("number").flatMap({ Int($0) }),
                let hits = element.attribute("hits").flatMap({ Double($0) })
            else { return }
            let branches = element.attribute("condition-coverage").flatMap(ConditionCoverage.parse)
            coverage.add(
                file: file, line: number, hits: hits > 0 ? 1 : 0, branches: branches?.total ?? 0,
                covered: branches?.covered ?? 0)
        default: break
        }
    }

    private mutating func end(_ element: borrowing XMLElement) {
        switch element.name {
        case "class": file = nil
        case "methods": methodDepth -= 1
        default: break
        }
    }
}
