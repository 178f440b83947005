/// Texts that stand for a value which somebody still has to fill in.
enum PlaceholderForm {
    static func matches(_ value: Bytes) -> Bool {
        let text = value.lowercased
        guard !text.isEmpty, text.count <= 200 else { return false }
        if isBracketed(text) || isFiller(text) || isCounting(text) { return true }
        let flat = text.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x20 && $0 != 0x2E }[...]
        if phrases.contains(where: { flat.contains($0) }) { return true }
        let words = text.pieces { !ASCII.isAlphanumeric($0) }.map(\.text)
        return words.contains { marks.contains($0) } && words.count <= 12
    }

    /// `put your unique phrase here`: a sentence that asks for the value.
    static func isRequest(_ value: Bytes) -> Bool {
        let text = value.lowercased
        return ["put ", "insert ", "replace ", "change ", "set ", "fill ", "your "].contains(where: text.hasPrefix)
            && (text.hasSuffix(" here") || text.contains(" your ") || text.contains(" this"))
    }

    /// `<password>`, `[password]`, `{password}`: a name in brackets.
    private static func isBracketed(_ text: Bytes) -> Bool {
        guard text.count >= 3, let first = text.first, let last = text.last else { return false }
        let isPair =
            (first == 0x3C && last == 0x3E) || (first == 0x5B && last == 0x5D) || (first == 0x7B && last == 0x7D)
        return isPair
            && text.dropFirst().dropLast().allSatisfy {
                ASCII.isName($0) || $0 == 0x20 || $0 == 0x27 || $0 == 0x2F || $0 == 0x3A
            }
    }

    /// `xxxx`, `****`, `....`, `0000-0000`: one character, or none but a few.
    private static func isFiller(_ text: Bytes) -> Bool {
        let signs = text.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x20 }
        guard let first = signs.first, signs.count >= 3 else { return false }
        if signs.allSatisfy({ $0 == first }), "x*.?0#-_".utf8.contains(first) { return true }
        guard let start = text.index(of: "xxxx") else { return false }
        return text.run(from: start) { $0 == 0x78 }.count >= 5 || text[..<start].allSatisfy { !ASCII.isDigit($0) }
    }

    /// `0123456789abcdef`, `1234567890`, `abcdef…` from sixteen characters on: counted, not drawn.
    private static func isCounting(_ text: Bytes) -> Bool {
        guard text.count >= 16 else { return false }
        let steps = zip(text, text.dropFirst()).count {
            $1 == $0 &+ 1 || ($0 == 0x39 && ($1 == 0x61 || $1 == 0x30)) || ($0 == 0x66 && $1 == 0x30)
        }
        return steps * 10 >= (text.count - 1) * 8
    }

    private static let phrases = [
        "changeme", "changethis", "changeit", "pleasechange", "replaceme", "replacethis", "replacewith", "yourpassword",
        "yoursecret", "yourtoken", "yourkey",
        "yourapi", "youraccess", "yourauth", "your256bit", "yourclient", "yourdb", "yourdatabase", "yourslack",
        "yourapp", "yourjwt", "yourstripe", "youropenai", "youraws",
        "yourgithub", "yoursendgrid", "yourgoogle", "yourprivate", "yourencryption", "insertyour", "insertkey",
        "inserthere", "enteryour", "putyour",
        "secrethere", "passwordhere", "keyhere", "tokenhere", "gohere", "goeshere", "fillme", "fillin", "setme",
        "notasecret", "notarealsecret", "notreal",
        "dummysecret", "dummykey", "dummytoken", "dummypassword", "fakekey", "faketoken", "fakesecret", "samplekey",
        "examplekey", "exampletoken", "examplepassword", "examplesecret",
        "tobereplaced", "tobeset", "tobedefined", "tobefilled", "insecuredev", "unsafesecret", "secretplaceholder",
        "generateme", "generatea", "somesecret", "addyour", "useyour", "typeyour", "definedin", "setinvault",
        "redactedfor",
    ]
    /// Words that say so by themselves.
    private static let marks: Set<String> = [
        "todo", "fixme", "tbd", "placeholder", "dummy", "example", "sample", "changeme", "replaceme", "your", "yours",
        "redacted", "fake", "mock", "insert",
        "xxx", "xxxx", "foobar", "foo", "bar", "lorem", "undefined", "unset", "tba", "fillme", "change", "replace",
        "mysecret", "removed", "scrubbed", "hidden", "masked", "filtered",
    ]
}
