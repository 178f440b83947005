/// One evaluation: what it works on, and how much more work it may do.
struct JSONPathEvaluator {
    let root: JSONValue
    let limits: JSONPathLimits
    let regex: RegexEngine?
    /// What remains of `limits.visits`; below zero, the evaluation is over.
    var visitsLeft: Int
    /// The patterns met so far, translated; `nil` stands for those that are not I-Regexp.
    var patterns: [ExactText: IRegexp?] = [:]

    init(root: JSONValue, limits: JSONPathLimits, regex: RegexEngine?) {
        self.root = root
        self.limits = limits
        self.regex = regex
        visitsLeft = limits.visits
    }

    /// The nodes selected from the root, with their places.
    mutating func nodes(of segments: [Segment]) throws(JSONPathError) -> [JSONNode] {
        try nodes(of: segments, from: root, locating: true)
    }

    /// The nodes selected from a value; filters need no places, which saves building them.
    mutating func nodes(
        of segments: [Segment], from value: JSONValue, locating: Bool
    ) throws(JSONPathError) -> [JSONNode] {
        var nodes = [JSONNode(value: value, location: .root)]
        for segment in segments {
            var selection = Selection(selectors: segment.selectors, isLocating: locating)
            for node in nodes {
                switch segment.scope {
                case .children: try select(from: node, into: &selection)
                case .descendants: try descend(from: node, into: &selection)
                }
            }
            nodes = selection.nodes
        }
        return nodes
    }

    /// Counts work, and ends the evaluation where it gets too much.
    mutating func charge(_ work: Int = 1) throws(JSONPathError) {
        visitsLeft -= work
        guard visitsLeft >= 0 else {
            throw .tooMuchWork(sentence: "the query visits more values than the limit of \(limits.visits)")
        }
    }
}

// MARK: - Segments

/// What one segment has selected so far.
private struct Selection {
    let selectors: [Selector]
    let isLocating: Bool
    var nodes: [JSONNode] = []
}

extension JSONPathEvaluator {
    /// Selects from the node, then from its descendants, parents before children. The depth is that of the document.
    private mutating func descend(from node: JSONNode, into selection: inout Selection) throws(JSONPathError) {
        try charge()
        try select(from: node, into: &selection)
        switch node.value {
        case .array(let elements):
            for index in elements.indices {
                try descend(from: selection.element(index, elements, of: node), into: &selection)
            }
        case .object(let object):
            for member in object.members {
                try descend(from: selection.member(member, of: node), into: &selection)
            }
        default:
            return
        }
    }

    private mutating func select(from node: JSONNode, into selection: inout Selection) throws(JSONPathError) {
        for selector in selection.selectors {
            switch node.value {
            case .array(let elements): try select(selector, elements, of: node, into: &selection)
            case .object(let object): try select(selector, object, of: node, into: &selection)
            default: return
            }
        }
    }

    private mutating func select(
        _ selector: Selector, _ elements: [JSONValue], of node: JSONNode, into selection: inout Selection
    ) throws(JSONPathError) {
        switch selector {
        case .name:
            return
        case .index(let index):
            let place = index < 0 ? elements.count + index : index
            if elements.indices.contains(place) {
                try add(selection.element(place, elements, of: node), to: &selection)
            }
        case .wildcard:
            for index in elements.indices { try add(selection.element(index, elements, of: node), to: &selection) }
        case .slice(let start, let end, let step):
            for index in places(from: start, to: end, by: step, count: elements.count) {
                try add(selection.element(index, elements, of: node), to: &selection)
            }
        case .filter(let condition):
            for index in elements.indices where try holds(condition, for: elements[index]) {
                try add(selection.element(index, elements, of: node), to: &selection)
            }
        }
    }

    private mutating func select(
        _ selector: Selector, _ object: JSONObject, of node: JSONNode, into selection: inout Selection
    ) throws(JSONPathError) {
        switch selector {
        case .index, .slice:
            return
        case .name(let name):
            guard let value = object[name] else { return }
            try add(selection.member(JSONObject.Member(name: name, value: value), of: node), to: &selection)
        case .wildcard:
            for member in object.members { try add(selection.member(member, of: node), to: &selection) }
        case .filter(let condition):
            for member in object.members where try holds(condition, for: member.value) {
                try add(selection.member(member, of: node), to: &selection)
            }
        }
    }

    private mutating func add(_ node: JSONNode, to selection: inout Selection) throws(JSONPathError) {
        try charge()
        guard selection.nodes.count < limits.nodes else {
            throw .tooMuchWork(sentence: "a segment of the query selects more nodes than the limit of \(limits.nodes)")
        }
        selection.nodes.append(node)
    }

    /// The indices of a slice: RFC 9535, section 2.3.4.2.2.
    private func places(from start: Int?, to end: Int?, by step: Int, count: Int) -> StrideTo<Int> {
        func place(_ index: Int) -> Int { index >= 0 ? index : count + index }
        if step > 0 {
            let lower = min(max(place(start ?? 0), 0), count)
            let upper = min(max(place(end ?? count), 0), count)
            return stride(from: lower, to: upper, by: step)
        }
        let upper = min(max(start.map(place) ?? count - 1, -1), count - 1)
        let lower = min(max(end.map(place) ?? -1, -1), count - 1)
        return step == 0 ? stride(from: 0, to: 0, by: 1) : stride(from: upper, to: lower, by: step)
    }
}

extension Selection {
    fileprivate func element(_ index: Int, _ elements: [JSONValue], of node: JSONNode) -> JSONNode {
        JSONNode(value: elements[index], location: isLocating ? .element(index, of: node.location) : .root)
    }

    fileprivate func member(_ member: JSONObject.Member, of node: JSONNode) -> JSONNode {
        JSONNode(value: member.value, location: isLocating ? .member(member.name, of: node.location) : .root)
    }
}
