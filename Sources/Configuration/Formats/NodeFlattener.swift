internal import Model

/// Names the values of a tree as applications do: `database.url`, `hosts[0]`.
///
/// Numbers, booleans and dates keep the text they are written in. Null, `{}` and `[]` are keys without a value.
struct NodeFlattener {
    private var result: EntryCollector
    private var bytesLeft = ConfigReader.maximumExpandedBytes
    private var isFull = false

    private static let longestKey = 1_024

    /// The entries of the tree behind what was found already.
    static func flatten(_ root: Node, into found: EntryCollector) -> EntryCollector {
        var flattener = NodeFlattener(result: found)
        guard let members = root.mapping else {
            flattener.result.report(
                .syntax, "the file holds \(root.sequence == nil ? "one value" : "a list"), where keys belong",
                fix: "write keys with their values", at: root.location)
            return flattener.result
        }
        flattener.visit(members, under: "", isReplaced: false)
        return flattener.result
    }

    private init(result: EntryCollector) { self.result = result }

    private mutating func visit(_ members: [Node.Member], under path: String, isReplaced: Bool) {
        var first: [String: SourceLocation] = [:]
        var last: [String: Int] = [:]
        for (index, member) in members.enumerated() { last[member.key] = index }
        for (index, member) in members.enumerated() {
            let key = path.isEmpty ? member.key : "\(path).\(member.key)"
            if let place = first[member.key] {
                if !isReplaced { result.reportDuplicate(key, at: member.keyLocation, first: place) }
            } else {
                first[member.key] = member.keyLocation
            }
            guard check(key, at: member.keyLocation) else { continue }
            visit(
                member.value, key, at: member.keyLocation, isReplaced: isReplaced || last[member.key] != index)
        }
    }

    private mutating func visit(_ node: Node, _ key: String, at place: SourceLocation, isReplaced: Bool) {
        guard !isFull else { return }
        switch node.content {
        case .mapping(let members) where !members.isEmpty: visit(members, under: key, isReplaced: isReplaced)
        case .sequence(let nodes) where !nodes.isEmpty:
            for (index, item) in nodes.enumerated() {
                let name = "\(key)[\(index)]"
                guard check(name, at: item.location) else { return }
                visit(item, name, at: item.location, isReplaced: isReplaced)
            }
        case .scalar(let scalar) where !scalar.isNull: keep(scalar, key, at: place, node, isReplaced: isReplaced)
        default:
            guard !isReplaced, hasRoom(at: place) else { return }
            result.keepBare(key, at: place)
        }
    }

    private mutating func keep(
        _ scalar: Scalar, _ key: String, at place: SourceLocation, _ node: Node, isReplaced: Bool
    ) {
        guard hasRoom(at: place) else { return }
        bytesLeft -= scalar.text.utf8.count
        if bytesLeft < 0 {
            isFull = true
            return result.report(.tooLarge, at: node.location)
        }
        if scalar.text.utf8.contains(0) {
            return result.report(
                .nul, "an escape that stands for a NUL byte", fix: "no value of an environment can hold one",
                at: node.location)
        }
        let entry = ConfigEntry(
            key: key, value: Secret(scalar.text), keyLocation: place, valueLocation: node.location,
            hadQuotes: scalar.isQuoted)
        if isReplaced { result.keepReplaced(entry) } else { result.keep(entry) }
    }

    private mutating func hasRoom(at place: SourceLocation) -> Bool {
        guard !isFull else { return false }
        isFull = !result.hasRoom(at: place)
        return !isFull
    }

    /// Refuses names that no suite could use, and those that would outgrow every measure from level to level.
    private mutating func check(_ key: String, at place: SourceLocation) -> Bool {
        guard !isFull else { return false }
        if key.utf8.count > Self.longestKey {
            result.report(
                .noKey, "a key that is longer than \(Self.longestKey) bytes, with those above it",
                fix: "shorten it", at: place)
            return false
        }
        if key.isEmpty {
            result.report(.junkKey, "an empty key", fix: "give it a name", at: place)
            return false
        }
        return true
    }
}
