/// A value whose references are filled in.
struct ExpandedValue {
    var text = ""
    /// The keys that it refers to.
    var references: Set<String> = []
    /// What it depends on and nothing above in the file settles.
    var unresolved: Set<String> = []
}

/// Why a value could not be filled in.
struct ExpansionFailure: Error {
    var kind: ConfigProblem.Kind
    var message: String
    var fix: String

    static let tooLarge = ExpansionFailure(
        kind: .expansionTooLarge,
        message: "references make the values of this file larger than 1 MiB each or 4 MiB together",
        fix: "refer to fewer or shorter values")
}

/// The keys that a file has set so far, and how much its values may still grow.
struct KnownValues {
    struct Known {
        var text: String
        var isUnresolved: Bool
    }

    private var known: [String: Known] = [:]
    private var bytesLeft = ConfigReader.maximumExpandedBytes

    /// False once the values of the file have together grown beyond every measure.
    var hasRoom: Bool { bytesLeft > 0 }

    subscript(name: String) -> Known? { known[name] }

    mutating func define(_ key: String, _ value: ExpandedValue) {
        known[key] = Known(text: value.text, isUnresolved: !value.unresolved.isEmpty)
    }

    /// Counts a value that needs no expansion.
    mutating func count(_ text: String) { bytesLeft -= text.utf8.count }

    /// Makes one value, bounded by what is left for all.
    mutating func build(
        _ body: (KnownValues, inout ValueBuilder) throws(ExpansionFailure) -> Void
    ) throws(ExpansionFailure) -> ExpandedValue {
        let start = min(bytesLeft, ConfigReader.maximumBytes)
        var builder = ValueBuilder(room: start)
        do throws(ExpansionFailure) {
            try body(self, &builder)
        } catch {
            // A value that outgrew its limit takes the file's budget with it, so that a thousand such can't add up.
            bytesLeft -= error.kind == .expansionTooLarge ? start : start - max(builder.room, 0)
            throw error
        }
        bytesLeft -= start - builder.room
        return builder.value
    }
}

/// A value that is being put together.
struct ValueBuilder {
    private(set) var value = ExpandedValue()
    /// How many bytes it may still grow by.
    private(set) var room: Int

    init(room: Int) { self.room = room }

    mutating func append(_ text: String) throws(ExpansionFailure) {
        room -= text.utf8.count
        guard room >= 0 else { throw .tooLarge }
        value.text += text
    }

    mutating func append(_ scalar: Unicode.Scalar) throws(ExpansionFailure) {
        room -= UTF8.width(scalar)
        guard room >= 0 else { throw .tooLarge }
        value.text.unicodeScalars.append(scalar)
    }

    /// Puts in the value of a key; of one that is not set above, nothing.
    mutating func refer(to name: String, _ known: KnownValues) throws(ExpansionFailure) {
        value.references.insert(name)
        guard let entry = known[name] else {
            value.unresolved.insert(name)
            return
        }
        if entry.isUnresolved { value.unresolved.insert(name) }
        try append(entry.text)
    }

    /// Notes a key whose value decides, without putting it in.
    mutating func consult(_ name: String, _ known: KnownValues) {
        value.references.insert(name)
        if known[name]?.isUnresolved == true { value.unresolved.insert(name) }
    }

    /// Notes that the value depends on something outside the file: a process, a program.
    mutating func depend(on what: String) { value.unresolved.insert(what) }
}
