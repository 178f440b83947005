/// Gathers the differences while it walks the expectation; its depth is that of the expectation.
struct SubsetComparison {
    private(set) var differences = JSONDifferences()

    mutating func compare(_ expected: JSONValue, _ actual: JSONValue, at location: JSONLocation) {
        switch (expected, actual) {
        case (.string(let text), _):
            if case .marker(let marker) = SubsetMarker.meaning(of: text) {
                if !marker.accepts(actual) { note(marker.words, Self.shown(actual), at: location) }
            } else if expected != actual {
                note(Self.shown(expected), Self.shown(actual), at: location)
            }
        case (.object(let expected), .object(let actual)):
            compare(expected, actual, at: location)
        case (.array(let expected), .array(let actual)):
            compare(expected, actual, at: location)
        default:
            if expected != actual { note(Self.shown(expected), Self.shown(actual), at: location) }
        }
    }

    private mutating func compare(_ expected: JSONObject, _ actual: JSONObject, at location: JSONLocation) {
        for member in expected.members {
            let place = JSONLocation.member(member.name, of: location)
            let isExpectedAbsent = Self.isMarker(member.value, .absent)
            switch actual[member.name] {
            case let value? where isExpectedAbsent: note(SubsetMarker.absent.words, Self.shown(value), at: place)
            case let value?: compare(member.value, value, at: place)
            case nil where isExpectedAbsent: continue
            case nil: note(Self.wanted(member.value), "no such member", at: place)
            }
        }
    }

    private mutating func compare(_ expected: [JSONValue], _ actual: [JSONValue], at location: JSONLocation) {
        let isOpen = expected.last.map { Self.isMarker($0, .rest) } ?? false
        let wanted = isOpen ? expected.dropLast() : expected[...]
        if actual.count < wanted.count || (actual.count > wanted.count && !isOpen) {
            note(
                "\(isOpen ? "at least " : "")\(Self.elements(wanted.count))", Self.elements(actual.count), at: location)
        }
        for (index, pair) in zip(wanted, actual).enumerated() {
            compare(pair.0, pair.1, at: .element(index, of: location))
        }
    }

    private mutating func note(_ expected: String, _ actual: String, at location: JSONLocation) {
        differences.count += 1
        guard differences.reported.count < JSONSubset.reportedDifferences else { return }
        differences.reported.append(
            JSONDifference(path: location.description, expected: expected, actual: actual))
    }

    private static func isMarker(_ value: JSONValue, _ marker: SubsetMarker) -> Bool {
        if case .string(let text) = value, case .marker(marker) = SubsetMarker.meaning(of: text) { true } else { false }
    }

    private static func elements(_ count: Int) -> String { "\(count) element\(count == 1 ? "" : "s")" }

    /// What is expected, markers in words.
    private static func wanted(_ value: JSONValue) -> String {
        if case .string(let text) = value, case .marker(let marker) = SubsetMarker.meaning(of: text) {
            return marker.words
        }
        return shown(value)
    }

    /// The value as JSON on one line, cut where it is long.
    private static func shown(_ value: JSONValue) -> String { JSONWriter.excerpt(value, characters: 200) }
}
