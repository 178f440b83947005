internal import JSON
internal import Model

/// Reads a JSON file, by the letter of RFC 8259.
enum JSONConfig {
    private static let reader = JSONReader(
        maximumDepth: ConfigReader.maximumDepth, maximumBytes: ConfigReader.maximumBytes, duplicateNames: .listed)

    static func read(_ bytes: [UInt8], file: String) -> ConfigFile {
        var result = EntryCollector()
        let places = BytePlaces(bytes, file: file)
        do throws(JSONReadError) {
            let root = node(try reader.locate(bytes), places)
            return NodeFlattener.flatten(root, into: result).file
        } catch {
            let (message, fix) = sentence(error.reason)
            result.report(.syntax, message, fix: fix, at: places.location(at: error.offset))
            return result.file
        }
    }

    private static func node(_ value: LocatedJSON, _ places: BytePlaces) -> Node {
        let place = places.location(at: value.offset)
        switch value.content {
        case .scalar(let scalar): return Node(.scalar(text(scalar)), at: place)
        case .array(let elements): return Node(.sequence(elements.map { node($0, places) }), at: place)
        case .object(let members):
            return Node(
                .mapping(
                    members.map {
                        Node.Member(
                            key: $0.name, keyLocation: places.location(at: $0.nameOffset), value: node($0.value, places)
                        )
                    }), at: place)
        }
    }

    private static func text(_ value: JSONValue) -> Scalar {
        switch value {
        case .bool(let bool): Scalar(bool ? "true" : "false")
        case .number(let number): Scalar(number.text)
        case .string(let string): Scalar(string, isQuoted: true)
        default: Scalar("null")
        }
    }

    /// What is wrong, without the characters that stand there: they may belong to a secret.
    private static func sentence(_ reason: JSONReadError.Reason) -> (String, fix: String) {
        switch reason {
        case .tooLarge: ("the file is larger than 1 MiB", "split it")
        case .tooDeep(let limit): ("nested more than \(limit) levels deep", "nest less")
        case .invalidUTF8: ("a byte here is not UTF-8", "save the file as UTF-8")
        case .unexpectedEnd(let expected): ("the file ends where \(expected) should come", "complete it")
        case .unexpected(_, let expected):
            (
                "not valid JSON: \(expected) should come here",
                "look for a missing comma, quote or bracket; JSON knows no comments"
            )
        case .trailingComma: ("a comma with nothing behind it", "remove the comma")
        case .trailingText: ("text behind the end of the document", "remove it")
        case .badLiteral: ("a word that is no JSON value", "write true, false, null, a number, or a text in quotes")
        case .badNumber: ("not a number as JSON writes them", "put it into quotes if it is a text")
        case .badEscape, .loneSurrogate: ("an escape that JSON does not know", "write \\\\ for a backslash")
        case .controlCharacter: ("a control character inside a text", "write it as an escape, such as \\n")
        case .duplicateName: ("a name stands twice", "keep one of the two")
        }
    }
}
