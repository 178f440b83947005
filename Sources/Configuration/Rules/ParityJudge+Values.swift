internal import Model

extension ParityJudge {
    func mustDiffer(_ part: Parity.KeyPart) -> [Observation] {
        let (readings, problems) = readings(part)
        var holders: [String: [Int]] = [:]
        for (index, reading) in readings.enumerated() {
            for text in Set(reading.texts) { holders[text, default: []].append(index) }
        }
        var found: [Observation] = []
        var pairs: Set<[Int]> = []
        for (text, indices) in holders.sorted(by: { $0.value.lexicographicallyPrecedes($1.value) }) {
            for (position, later) in indices.enumerated() {
                // Some fifty findings say all there is to say.
                for earlier in indices[..<position].prefix(60) where found.count < 1_000 {
                    guard pairs.insert([earlier, later]).inserted else { continue }
                    found.append(same(part, readings[earlier], readings[later], isEmpty: text.isEmpty))
                }
            }
        }
        return found + problems
    }

    private func same(_ part: Parity.KeyPart, _ earlier: Reading, _ later: Reading, isEmpty: Bool) -> Observation {
        let place = earlier.entry.valueLocation
        let what = part.part.map(\.rawValue) ?? "value"
        let message =
            isEmpty
            ? "\(part.name) is empty in \(later.values.name), as it is at \(place.short)"
            : "\(part.name) in \(later.values.name) has the same \(what) as \(place.short)"
        let fix =
            switch part.part {
            case .host, .port: "give \(later.values.name) a server of its own"
            case .user, .database: "give \(later.values.name) one of its own"
            case .password, nil: "give \(later.values.name) one of its own, and rotate the one that is shared"
            }
        return finding(
            .mustDiffer, later.entry, in: later.values, and: earlier, part,
            expected: "\(part.name) differs between \(earlier.values.name) and \(later.values.name)",
            actual: isEmpty ? "empty in both" : "the same \(what) (withheld)", message: message,
            note: isEmpty ? "empty too" : "same \(what)", fix: fix)
    }

    func mustEqual(_ part: Parity.KeyPart) -> [Observation] {
        let (readings, problems) = readings(part)
        guard let first = readings.first else { return problems }
        let type = judge.specs[part.key]?.type ?? .string
        let found = readings.dropFirst().compactMap { reading -> Observation? in
            guard !isSame(reading, first, part.part == nil ? type : .string) else { return nil }
            // A part is never shown: it may be a password.
            let isShown = part.part == nil
            return finding(
                .mustEqual, reading.entry, in: reading.values, and: first, part,
                expected: isShown
                    ? "\(first.values.shown(first.entry)), as in \(first.values.name)"
                    : "the same as in \(first.values.name)",
                actual: isShown
                    ? reading.values.shown(reading.entry) : "another \(part.part?.rawValue ?? "value") (withheld)",
                message: "\(part.name) in \(reading.values.name) is not what \(first.entry.valueLocation.short) has",
                note: "the other value", fix: "make the two the same, or take \(part.name) out of must_equal")
        }
        return found + problems
    }

    private func isSame(_ left: Reading, _ right: Reading, _ type: ValueType) -> Bool {
        guard left.texts.count == right.texts.count else { return false }
        return zip(left.texts.sorted(), right.texts.sorted()).allSatisfy { Self.isEqual($0, $1, type) }
    }

    static func isEqual(_ left: String, _ right: String, _ type: ValueType) -> Bool {
        let operand = Operand(
            text: right, isPlain: true, isSecret: false, location: SourceLocation(file: "", line: 1, column: 1))
        return Expectation.Predicate.isEqual(left, operand, type)
    }
}
