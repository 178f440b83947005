/// A kind of value that an expectation can ask for in place of a value.
enum SubsetMarker: String, CaseIterable {
    case any, string, integer, number, boolean, object, array, null
    case uuid, iso8601, date, email, url, nonempty, absent
    case rest = "..."

    /// What a string of an expectation asks for.
    enum Meaning {
        case text
        case marker(SubsetMarker)
        case unknown(String)
    }

    static func meaning(of text: String) -> Meaning {
        guard text.hasPrefix("<<"), text.hasSuffix(">>"), text.utf8.count >= 4 else { return .text }
        let name = String(text.dropFirst(2).dropLast(2))
        return SubsetMarker(rawValue: name).map(Meaning.marker) ?? .unknown(name)
    }

    /// The kind of value in words, as in "expected a UUID".
    var words: String {
        switch self {
        case .any: "any value"
        case .string: "a string"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .object: "an object"
        case .array: "an array"
        case .null: "null"
        case .uuid: "a UUID"
        case .iso8601: "a date with time by ISO 8601"
        case .date: "a date as YYYY-MM-DD"
        case .email: "an e-mail address"
        case .url: "an absolute URL"
        case .nonempty: "a string, array or object that is not empty"
        case .absent: "no such member"
        case .rest: "any further elements"
        }
    }

    /// Whether a value is of this kind; numbers count as whole by their value, as `1.0` does.
    func accepts(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.any, _), (.string, .string), (.number, .number), (.boolean, .bool), (.object, .object), (.array, .array),
            (.null, .null):
            true
        case (.integer, .number(let number)): number.isWhole
        case (.nonempty, .string(let text)): !text.isEmpty
        case (.nonempty, .array(let elements)): !elements.isEmpty
        case (.nonempty, .object(let object)): !object.isEmpty
        case (.uuid, .string(let text)): TextFormat.isUUID(text)
        case (.iso8601, .string(let text)): TextFormat.isDateTime(text)
        case (.date, .string(let text)): TextFormat.isDate(text)
        case (.email, .string(let text)): TextFormat.isEmail(text)
        case (.url, .string(let text)): TextFormat.isURL(text)
        default: false
        }
    }
}

/// Finds markers that mean nothing, before anything is compared.
enum SubsetMarkers {
    /// Where a value of an expectation stands; some markers have one place only.
    enum Place { case root, member, element, lastElement }

    static func collectFaults(
        in expected: JSONValue, at location: JSONLocation, as place: Place, into faults: inout [JSONSubsetError.Fault]
    ) {
        switch expected {
        case .string(let text):
            guard let sentence = fault(of: text, as: place) else { return }
            faults.append(JSONSubsetError.Fault(path: location.description, sentence: sentence))
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                let place = index == elements.count - 1 ? Place.lastElement : .element
                collectFaults(in: element, at: .element(index, of: location), as: place, into: &faults)
            }
        case .object(let object):
            for member in object.members {
                collectFaults(in: member.value, at: .member(member.name, of: location), as: .member, into: &faults)
            }
        case .null, .bool, .number:
            return
        }
    }

    private static func fault(of text: String, as place: Place) -> String? {
        switch SubsetMarker.meaning(of: text) {
        case .marker(.absent) where place != .member: return "<<absent>> has its place as the value of a member only"
        case .marker(.rest) where place != .lastElement: return "<<...>> has its place at the end of an array only"
        case .text, .marker: return nil
        case .unknown(let name):
            let known = SubsetMarker.allCases.map(\.rawValue)
            let nearest = known.min { distance($0, name) < distance($1, name) } ?? ""
            let hint =
                distance(nearest, name) <= 2
                ? "did you mean <<\(nearest)>>?"
                : "known are " + known.map { "<<\($0)>>" }.joined(separator: " ")
            return "there is no marker <<\(name.prefix(40))>>; \(hint)"
        }
    }

    /// How many letters must be put in, left out or changed to make one of the other; long names are cut.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.lowercased().prefix(40)), Array(right.lowercased().prefix(40)))
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let cost = letter == other ? diagonal : 1 + min(diagonal, row[j], row[j + 1])
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[right.count]
    }
}
