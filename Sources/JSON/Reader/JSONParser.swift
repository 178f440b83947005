/// The state of one reading: a cursor, and the values of all open containers on one stack.
///
/// Nothing here calls itself, so the depth of the text costs no stack.
struct JSONParser {
    /// An array or object that is still open.
    private struct Container {
        let isObject: Bool
        let offset: Int
        let firstValue: Int
        let firstName: Int
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let maximumDepth: Int
    let duplicateNames: JSONReader.DuplicateNames

    var position = 0
    private var open: [Container] = []
    private var values: [JSONValue] = []
    private var names: [(text: String, offset: Int)] = []
    private var duplicates: [JSONDuplicate] = []
    private var duplicateCount = 0
    /// The same values with their places, beside `values`; nil where nobody asks for them.
    private var located: [LocatedJSON]?

    private static let listedDuplicates = 100

    init(
        bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, duplicateNames: JSONReader.DuplicateNames,
        locates: Bool = false
    ) {
        self.bytes = bytes
        located = locates ? [] : nil
        self.maximumDepth = maximumDepth
        self.duplicateNames = duplicateNames
    }

    mutating func document() throws(JSONReadError) -> JSONDocument {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        repeat { try beginValue() } while try !endValues()
        skipWhitespace()
        guard position == bytes.count else { throw error(.trailingText(found: found)) }
        guard let value = values.popLast() else { throw error(.unexpectedEnd(expected: "a value")) }
        return JSONDocument(value: value, duplicates: duplicates, duplicateCount: duplicateCount)
    }

    /// The value that fills the bytes, with its places.
    mutating func locatedDocument() throws(JSONReadError) -> LocatedJSON {
        _ = try document()
        guard let value = located?.popLast() else { throw error(.unexpectedEnd(expected: "a value")) }
        return value
    }

    /// Reads a scalar or an empty container whole; of others, reads up to their first value.
    private mutating func beginValue() throws(JSONReadError) {
        while true {
            skipWhitespace()
            switch peek() {
            case UInt8(ascii: "{"):
                try open(isObject: true)
                if skip(UInt8(ascii: "}")) { return try close() }
                try name(orElse: "a name in quotes or '}'")
            case UInt8(ascii: "["):
                try open(isObject: false)
                if skip(UInt8(ascii: "]")) { return try close() }
            default:
                let start = position
                let value = try scalar()
                values.append(value)
                located?.append(LocatedJSON(scalar: value, offset: start))
                return
            }
        }
    }

    /// Closes what ends here, and stands before the next value; true where the outermost value ended.
    private mutating func endValues() throws(JSONReadError) -> Bool {
        while let container = open.last {
            skipWhitespace()
            let bracket = container.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
            if skip(bracket) {
                try close()
            } else if peek() == UInt8(ascii: ",") {
                let comma = position
                position += 1
                skipWhitespace()
                if peek() == bracket { throw error(.trailingComma, at: comma) }
                if container.isObject { try name(orElse: "a name in quotes") }
                return false
            } else {
                throw unexpected(container.isObject ? "',' or '}'" : "',' or ']'")
            }
        }
        return true
    }

    private mutating func open(isObject: Bool) throws(JSONReadError) {
        guard open.count < maximumDepth else { throw error(.tooDeep(limit: maximumDepth)) }
        open.append(
            Container(isObject: isObject, offset: position, firstValue: values.count, firstName: names.count))
        position += 1
        skipWhitespace()
    }

    private mutating func name(orElse expected: String) throws(JSONReadError) {
        let start = position
        guard peek() == UInt8(ascii: "\"") else { throw unexpected(expected) }
        names.append((try string(), start))
        skipWhitespace()
        guard skip(UInt8(ascii: ":")) else { throw unexpected("':'") }
    }

    /// Gathers the values of the innermost container into one value.
    ///
    /// No slice of the stacks may live on while they shrink, or each container would copy them whole.
    private mutating func close() throws(JSONReadError) {
        guard let container = open.popLast() else { return }
        let elements = Array(values[container.firstValue...])
        values.removeLast(elements.count)
        locate(container, count: elements.count)
        guard container.isObject else { return values.append(.array(elements)) }
        let members = elements.indices.map { place in
            JSONObject.Member(name: names[container.firstName + place].text, value: elements[place])
        }
        var repeated: [Int] = []
        let object = JSONObject(members) { repeated.append($0) }
        for place in repeated { try note(names[container.firstName + place], in: container) }
        names.removeLast(members.count)
        values.append(.object(object))
    }

    /// Gathers the located values of a container likewise; of a repeated name every member.
    private mutating func locate(_ container: Container, count: Int) {
        guard let elements = located.map({ Array($0[container.firstValue...]) }) else { return }
        located?.removeLast(count)
        guard container.isObject else {
            located?.append(LocatedJSON(.array(elements), offset: container.offset))
            return
        }
        let members = elements.indices.map { place in
            let name = names[container.firstName + place]
            return LocatedJSON.Member(name: name.text, nameOffset: name.offset, value: elements[place])
        }
        located?.append(LocatedJSON(.object(members), offset: container.offset))
    }

    private mutating func note(
        _ name: (text: String, offset: Int), in container: Container
    ) throws(JSONReadError) {
        if duplicateNames == .refused { throw error(.duplicateName(shortened(name.text)), at: name.offset) }
        duplicateCount += 1
        guard duplicates.count < Self.listedDuplicates else { return }
        duplicates.append(JSONDuplicate(pointer: pointer(to: container) + token(name.text), offset: name.offset))
    }

    /// The JSON Pointer of a container whose parents are all still open.
    private func pointer(to container: Container) -> String {
        var pointer = ""
        let children = open.dropFirst() + [container]
        for (parent, child) in zip(open, children) {
            if parent.isObject {
                pointer += token(names[child.firstName - 1].text)
            } else {
                pointer += "/\(child.firstValue - parent.firstValue)"
            }
        }
        return pointer
    }

    private func token(_ name: String) -> String {
        var token = "/"
        for character in shortened(name).unicodeScalars {
            switch character {
            case "~": token += "~0"
            case "/": token += "~1"
            default: token.unicodeScalars.append(character)
            }
        }
        return token
    }

    private func shortened(_ name: String) -> String {
        let start = name.unicodeScalars.prefix(100)
        return start.endIndex == name.endIndex ? name : String(start) + "…"
    }
}

// MARK: - The cursor

extension JSONParser {
    /// The byte at the cursor, `nil` at the end.
    func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    mutating func skipWhitespace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    func error(_ reason: JSONReadError.Reason, at offset: Int? = nil) -> JSONReadError {
        JSONReadError(reason, at: offset ?? position, in: bytes)
    }

    /// The error for whatever stands at the cursor.
    func unexpected(_ expected: String) -> JSONReadError {
        error(
            position < bytes.count ? .unexpected(found: found, expected: expected) : .unexpectedEnd(expected: expected))
    }

    /// What stands at the cursor, in words.
    var found: String {
        guard let byte = peek() else { return "the end" }
        switch byte {
        case 0x21...0x7E: return "'\(Character(Unicode.Scalar(byte)))'"
        case 0..<0x20, 0x7F: return "the control character \(byte)"
        default: return "a character outside ASCII"
        }
    }
}
