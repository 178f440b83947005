import Model
import YAML

/// What the reader makes of a text: the tree, and every report as `line:column message`.
struct Parsed {
    let root: Node?
    let problems: [String]
    /// What would have been right, in the same order.
    let fixes: [String?]

    init(_ text: String) { self.init(Array(text.utf8)) }

    init(_ bytes: [UInt8]) {
        let diagnostics = Diagnostics()
        root = YAMLText.parse(bytes, file: "s.yaml", diagnostics: diagnostics)
        problems = diagnostics.sorted.map { diagnostic in
            let place = diagnostic.location.map { "\($0.line):\($0.column) " } ?? ""
            return place + diagnostic.message
        }
        fixes = diagnostics.sorted.map(\.fix)
    }

    /// The tree on one line, quoted scalars in quotes; `nil` where there is none.
    var tree: String { root.map(Self.text) ?? "nil" }

    /// Every key and value with its place, in reading order: `key a 1:1`, `1 1:4`.
    var places: [String] { root.map(Self.places) ?? [] }

    private static func text(_ node: Node) -> String {
        switch node.content {
        case .scalar(let scalar): scalar.isQuoted ? "\"\(scalar.text)\"" : scalar.text
        case .sequence(let nodes): "[\(nodes.map(text).joined(separator: ", "))]"
        case .mapping(let members): "{\(members.map { "\($0.key): \(text($0.value))" }.joined(separator: ", "))}"
        }
    }

    private static func places(_ node: Node) -> [String] {
        let place = "\(node.location.line):\(node.location.column)"
        switch node.content {
        case .scalar(let scalar): return ["\(scalar.text) \(place)"]
        case .sequence(let nodes): return ["[] \(place)"] + nodes.flatMap(places)
        case .mapping(let members):
            return ["{} \(place)"]
                + members.flatMap { member in
                    ["key \(member.key) \(member.keyLocation.line):\(member.keyLocation.column)"] + places(member.value)
                }
        }
    }

    /// How many levels the tree has.
    var depth: Int {
        var deepest = 0
        var waiting = root.map { [($0, 1)] } ?? []
        while let (node, depth) = waiting.popLast() {
            deepest = max(deepest, depth)
            waiting +=
                (node.sequence ?? []).map { ($0, depth + 1) } + (node.mapping ?? []).map { ($0.value, depth + 1) }
        }
        return deepest
    }
}
