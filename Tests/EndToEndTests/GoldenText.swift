import Foundation

/// Expected output, in which `~~~` stands for any text within a line.
enum GoldenText {
    static let wild = "~~~"

    static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    static func matches(_ actual: String, _ expected: String) -> Bool {
        let (actual, expected) = (lines(actual), lines(expected))
        return actual.count == expected.count && zip(actual, expected).allSatisfy { line($0, matches: $1) }
    }

    static func line(_ actual: String, matches expected: String) -> Bool {
        var parts = expected.components(separatedBy: wild)
        guard parts.count > 1 else { return actual == expected }
        let last = parts.removeLast()
        let first = parts.removeFirst()
        guard actual.hasPrefix(first) else { return false }
        var rest = actual.dropFirst(first.count)
        for part in parts where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }

    /// New expectations: lines that still fit stay as they were, in the others the usual volatile parts become `~~~`.
    static func updated(_ old: String?, with actual: String) -> String {
        let old = old.map(lines) ?? []
        return lines(actual).enumerated().map { index, line in
            let isKept = old.indices.contains(index) && Self.line(line, matches: old[index])
            return isKept ? old[index] : generalized(line)
        }.joined(separator: "\n")
    }

    private static func generalized(_ line: String) -> String {
        var line =
            line
            .replacing(/127\.0\.0\.1(:| port )\d+/, with: { "127.0.0.1\($0.output.1)\(wild)" })
            .replacing(/\d{4}-\d\d-\d\dT[0-9:.]+Z/, with: wild)
            .replacing(/Duration: [^,)]+/, with: "Duration: \(wild)")
            .replacing(/\(200 in [^)]+\)/, with: "(200 in \(wild))")
            .replacing(/\ after [0-9.]+ (ms|s)\b/, with: " after \(wild)")
            .replacing(/observed [0-9. ]+ ms \(/, with: "observed \(wild) ms (")
            .replacing(/\/tmp\/gonogo-[0-9A-F-]+/, with: wild)
        if line.hasPrefix("Performance: ") {
            line.replace(/users, [0-9.]+ s/, with: "users, \(wild) s")
            line.replace(/, [0-9.]+ req\/s/, with: ", \(wild) req/s")
        }
        if line.hasPrefix("Response Time P95: ") {
            line.replace(/: [0-9. ]+ ms/, with: ": \(wild) ms")
            line.replace(/; p50.*\)/, with: "; \(wild))")
        }
        return line
    }
}
