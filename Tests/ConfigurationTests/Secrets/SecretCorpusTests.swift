import Configuration
import Model
import Testing

@Suite struct SecretCorpusTests {
    static let lines = SecretCorpus.lines(seed: 4_711)

    static func isFlagged(_ line: SecretCorpus.Line) -> Bool {
        if line.form == .log {
            var scan = LogScan(file: "logs/app.log", known: Redactor())
            scan.read(Array((line.text + "\n").utf8))
            return !scan.found.isEmpty
        }
        let scan = SecretFileScan(
            Array(line.text.utf8), file: "config/production.env", context: SecretContext(tier: .production))
        return scan.found.contains { $0.match.rule != .missingPassword }
    }

    @Test("the corpus is as large and as varied as it should be")
    func size() {
        #expect(Self.lines.count >= 400)
        #expect(SecretCorpus.secrets.count >= 30)
        #expect(SecretCorpus.decoys.count >= 30)
        #expect(Set(Self.lines.map(\.form)) == Set(SecretCorpus.Form.allCases))
    }

    @Test("precision and recall are at least 0.98", arguments: [4_711, 42, 2_026] as [UInt64])
    func figures(_ seed: UInt64) {
        var (hits, misses, alarms): (Int, [SecretCorpus.Line], [SecretCorpus.Line]) = (0, [], [])
        for line in SecretCorpus.lines(seed: seed) {
            switch (line.isSecret, Self.isFlagged(line)) {
            case (true, true): hits += 1
            case (true, false): misses.append(line)
            case (false, true): alarms.append(line)
            case (false, false): break
            }
        }
        let recall = Double(hits) / Double(hits + misses.count)
        let precision = Double(hits) / Double(hits + alarms.count)
        // What is missed or wrong was made for this test: it may be shown.
        #expect(recall >= 0.98, "recall \(recall); missed: \(Self.summary(misses))")
        #expect(precision >= 0.98, "precision \(precision); wrongly found: \(Self.summary(alarms))")
    }

    private static func summary(_ lines: [SecretCorpus.Line]) -> String {
        Dictionary(grouping: lines) { "\($0.category) in \($0.form.rawValue)" }.sorted { $0.key < $1.key }
            .map { "\n  \($0.key): \($0.value.count), such as \($0.value[0].text)" }.joined()
    }
}
