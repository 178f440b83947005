internal import CLibXML2

/// An element while a document is walked through.
package struct XMLElement: ~Copyable {
    fileprivate let node: xmlNodePtr
    /// The root's is 0.
    package let depth: Int

    /// Without prefix.
    package var name: String { String(cString: node.pointee.name) }

    /// From 1; 0 where libxml2 doesn't know.
    package var line: Int { max(0, xmlGetLineNo(node)) }

    /// The value of an attribute without a namespace.
    package func attribute(_ name: String) -> String? {
        guard let value = xmlGetNoNsProp(node, name) else { return nil }
        defer { gonogo_xml_free(value) }
        return String(cString: value)
    }
}

extension XMLDocument {
    /// Visits every element in the order of the document: when it begins, and when it ends.
    package func walk(begin: (borrowing XMLElement) -> Void, end: (borrowing XMLElement) -> Void) {
        var node = xmlDocGetRootElement(handle)
        var depth = 0
        while let current = node {
            if current.pointee.type == XML_ELEMENT_NODE {
                begin(XMLElement(node: current, depth: depth))
                // Only elements: an entity's children are those of its declaration.
                if let child = current.pointee.children {
                    node = child
                    depth += 1
                    continue
                }
                end(XMLElement(node: current, depth: depth))
            }
            node = next(after: current, &depth, end)
        }
    }

    /// The next node that has not been visited; ends the elements that are left on the way to it.
    private func next(
        after node: xmlNodePtr, _ depth: inout Int, _ end: (borrowing XMLElement) -> Void
    ) -> xmlNodePtr? {
        var node = node
        while true {
            // What stands behind the root are comments at most.
            if depth == 0 { return nil }
            if let next = node.pointee.next { return next }
            guard let parent = node.pointee.parent else { return nil }
            depth -= 1
            end(XMLElement(node: parent, depth: depth))
            node = parent
        }
    }
}
