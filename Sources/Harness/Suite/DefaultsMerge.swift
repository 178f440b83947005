internal import Model

/// Merges `defaults` of suite, environment and project, the stronger first, key by key.
enum DefaultsMerge {
    static func merge(_ nodes: [Node]) -> Node? {
        guard var result = nodes.first else { return nil }
        for weaker in nodes.dropFirst() { result = merge(result, weaker) }
        return result
    }

    private static func merge(_ strong: Node, _ weak: Node) -> Node {
        guard let strongMembers = strong.mapping, let weakMembers = weak.mapping else { return strong }
        var members = strongMembers
        for member in weakMembers {
            if let index = members.firstIndex(where: { $0.key == member.key }) {
                members[index].value = merge(members[index].value, member.value)
            } else {
                members.append(member)
            }
        }
        return Node(.mapping(members), at: strong.location)
    }
}
