internal import Model

/// Builds the node tree from events, with its bounds, anchors and the duplicate-key check.
struct NodeBuilder {
    private let file: String
    private let diagnostics: Diagnostics
    private let purpose: YAMLText.Purpose
    private var anchors: [String: Anchor] = [:]
    private var open: Set<String> = []
    private var nodeCount = 0
    /// The deepest level reached below the node that is being built.
    private var deepest = 0

    /// What an alias puts in: how many nodes, and how many levels of them.
    private struct Anchor {
        var node: Node
        var size: Int
        var levels: Int
    }

    /// Anything that makes going on pointless; it has been reported by then.
    private struct Stop: Error {}

    init(file: String, diagnostics: Diagnostics, purpose: YAMLText.Purpose) {
        self.purpose = purpose
        self.file = file
        self.diagnostics = diagnostics
    }

    mutating func build(_ bytes: ArraySlice<UInt8>) -> Node? {
        let before = diagnostics.errorCount
        guard var events = EventStream(bytes) else {
            diagnostics.error(at: nil, "\(file): no memory for the YAML parser")
            return nil
        }
        do {
            let root = try document(&events)
            return diagnostics.errorCount == before ? root : nil
        } catch let failure as EventStream.Failure {
            let lines = bytes.split(
                separator: UInt8(ascii: "\n"), maxSplits: failure.line, omittingEmptySubsequences: false)
            let hasTab =
                failure.message.contains("cannot start any token")
                && lines.dropFirst(failure.line - 1).first?.contains(9) ?? false
            diagnostics.error(
                at: SourceLocation(file: file, line: failure.line, column: failure.column),
                "not valid YAML: \(failure.message)",
                fix: hasTab ? "indent with spaces: YAML takes no tabs" : nil)
        } catch {}
        return nil
    }

    private mutating func document(_ events: inout EventStream) throws -> Node {
        let first = try events.next()
        guard case .documentStart = first.kind else { throw stop(first, "the file is empty") }
        let root = try node(try events.next(), &events, depth: 0)
        guard case .documentEnd = try events.next().kind else { throw Stop() }
        let last = try events.next()
        guard case .streamEnd = last.kind else {
            throw stop(last, "a second document starts here", fix: "keep one document a file")
        }
        if root.isNull { throw stop(first, "the file is empty") }
        return root
    }

    private func place(_ event: EventStream.Event) -> SourceLocation {
        SourceLocation(file: file, line: event.line, column: event.column)
    }

    private func stop(_ event: EventStream.Event, _ message: String, fix: String? = nil) -> Stop {
        diagnostics.error(at: place(event), message, fix: fix)
        return Stop()
    }

    private mutating func node(_ event: EventStream.Event, _ events: inout EventStream, depth: Int) throws -> Node {
        guard depth < YAMLText.Limit.depth else {
            throw tooDeep(event)
        }
        try count(1, event)
        let outer = deepest
        deepest = depth
        defer { deepest = max(outer, deepest) }
        let sizeBefore = nodeCount
        switch event.kind {
        case .alias(let name): return try alias(name, event, depth)
        case .scalar(let text, let isQuoted, let anchor, let tag):
            try refuse(tag, event)
            let isText = tag == "tag:yaml.org,2002:str"
            let node = Node(.scalar(Scalar(text, isQuoted: isQuoted || isText)), at: place(event))
            if let anchor { anchors[anchor] = Anchor(node: node, size: 1, levels: 1) }
            return node
        case .sequenceStart(let anchor, let tag):
            try refuse(tag, event)
            if let anchor { open.insert(anchor) }
            var nodes: [Node] = []
            while true {
                let next = try events.next()
                if case .collectionEnd = next.kind { break }
                nodes.append(try node(next, &events, depth: depth + 1))
            }
            return close(
                Node(.sequence(nodes), at: place(event)), anchor, size: nodeCount - sizeBefore + 1,
                levels: deepest - depth + 1)
        case .mappingStart(let anchor, let tag):
            try refuse(tag, event)
            if let anchor { open.insert(anchor) }
            let members = try members(&events, depth: depth)
            return close(
                Node(.mapping(members), at: place(event)), anchor, size: nodeCount - sizeBefore + 1,
                levels: deepest - depth + 1)
        case .documentStart, .documentEnd, .streamEnd, .collectionEnd: throw stop(event, "not valid YAML")
        }
    }

    private mutating func close(_ node: Node, _ anchor: String?, size: Int, levels: Int) -> Node {
        if let anchor {
            open.remove(anchor)
            anchors[anchor] = Anchor(node: node, size: size, levels: levels)
        }
        return node
    }

    private mutating func count(_ size: Int, _ event: EventStream.Event) throws {
        nodeCount += size
        guard nodeCount <= YAMLText.Limit.nodes else {
            throw stop(
                event, "the document has more than \(YAMLText.Limit.nodes) values once its aliases are put in",
                fix: "use fewer aliases of large parts")
        }
    }

    private func tooDeep(_ event: EventStream.Event) -> Stop {
        stop(event, "nested more than \(YAMLText.Limit.depth) levels deep")
    }

    private mutating func alias(_ name: String, _ event: EventStream.Event, _ depth: Int) throws -> Node {
        if open.contains(name) { throw stop(event, "the alias\(shown("*\(name)")) contains itself") }
        guard let anchor = anchors[name] else {
            let nearest = NearestName.of(name, among: anchors.keys.sorted()).map { "did you mean '*\($0)'?" }
            throw stop(
                event, "no anchor\(shown("&\(name)")) stands before this alias",
                fix: purpose == .config ? "put a text that begins with * into quotes" : nearest)
        }
        // Bounded like what is written out: anchors that hold aliases could stack up to any depth.
        guard depth + anchor.levels <= YAMLText.Limit.depth else { throw tooDeep(event) }
        deepest = depth + anchor.levels - 1
        try count(anchor.size, event)
        return anchor.node
    }

    private func refuse(_ tag: String?, _ event: EventStream.Event) throws {
        guard let tag, tag != "!" else { return }
        let known = ["str", "map", "seq"].map { "tag:yaml.org,2002:\($0)" }
        if !known.contains(tag) {
            throw stop(event, "the tag\(shown(tag)) is not accepted", fix: "write the value without a tag")
        }
    }

    /// A name for a message, where texts may be shown.
    private func shown(_ name: String) -> String { purpose == .config ? "" : " '\(name.clipped(to: 60))'" }

    /// What a node is called in a message.
    private func kind(of node: Node) -> String {
        purpose == .config && node.scalar != nil ? "a text" : node.kindName
    }

    // MARK: Mappings

    private mutating func members(_ events: inout EventStream, depth: Int) throws -> [Node.Member] {
        var members: [Node.Member] = []
        var merged: [Node.Member] = []
        var places: [String: SourceLocation] = [:]
        while true {
            let keyEvent = try events.next()
            if case .collectionEnd = keyEvent.kind { break }
            let keyNode = try node(keyEvent, &events, depth: depth + 1)
            guard let key = keyNode.scalar else {
                throw stop(keyEvent, "a key must be a plain text, found \(kind(of: keyNode))")
            }
            let value = try node(try events.next(), &events, depth: depth + 1)
            if key.text == "<<", !key.isQuoted {
                merged += try mergedMembers(value, keyEvent)
                continue
            }
            if purpose == .suite, let first = places[key.text] {
                diagnostics.error(
                    at: place(keyEvent), "the key '\(key.text.clipped(to: 60))' stands here a second time",
                    fix: "it first stands at \(first); keep one of the two")
                continue
            }
            places[key.text] = place(keyEvent)
            members.append(Node.Member(key: key.text, keyLocation: place(keyEvent), value: value))
        }
        for member in merged where places[member.key] == nil {
            places[member.key] = member.keyLocation
            members.append(member)
        }
        return members
    }

    /// The members that a merge key `<<` brings in: a mapping, or a list of them with the first taking precedence.
    private func mergedMembers(_ value: Node, _ event: EventStream.Event) throws -> [Node.Member] {
        try value.oneOrMany.flatMap { node in
            guard let members = node.mapping else { throw stop(event, "'<<' wants a mapping, found \(kind(of: node))") }
            return members
        }
    }
}
