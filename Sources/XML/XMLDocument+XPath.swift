internal import CLibXML2

extension XMLDocument {
    /// Evaluates the expression from the document's root.
    ///
    /// The prefixes that the root element declares are known, its default namespace as `_` (`//_:item`), and those of
    /// `namespaces` (prefix to URI) above them. Throws for unknown prefixes and functions, and beyond the limits.
    package func evaluate(_ xpath: XPath, namespaces: [String: String] = [:]) throws(XMLError) -> XPathResult {
        let sink = ErrorSink()
        guard let context = xmlXPathNewContext(handle) else { throw XMLError(message: "out of memory") }
        defer { xmlXPathFreeContext(context) }
        gonogo_set_xpath_sink(context, sink.pointer)
        context.pointee.opLimit = UInt(limits.maxOperations)
        registerNamespaces(of: xmlDocGetRootElement(handle), in: context)
        for (prefix, uri) in namespaces { xmlXPathRegisterNs(context, prefix, uri) }

        guard let object = xmlXPathEvalExpression(xpath.text, context) else {
            var error = sink.first ?? XMLError(message: "the expression could not be evaluated")
            error.line = nil
            throw error
        }
        defer { xmlXPathFreeObject(object) }
        switch object.pointee.type {
        case XPATH_BOOLEAN: return .boolean(object.pointee.boolval != 0)
        case XPATH_NUMBER: return .number(object.pointee.floatval)
        case XPATH_STRING: return .string(object.pointee.stringval.map(Self.text) ?? "")
        case XPATH_NODESET: return .nodes(try strings(of: object.pointee.nodesetval))
        default: throw XMLError(message: "the expression has a value of an unknown kind")
        }
    }

    private func registerNamespaces(of root: xmlNodePtr?, in context: xmlXPathContextPtr) {
        var declaration = root?.pointee.nsDef
        while let namespace = declaration {
            if let uri = namespace.pointee.href {
                let prefix = namespace.pointee.prefix.map(Self.text) ?? "_"
                xmlXPathRegisterNs(context, prefix, uri)
            }
            declaration = namespace.pointee.next
        }
    }

    private func strings(of set: xmlNodeSetPtr?) throws(XMLError) -> [String] {
        guard let set, let nodes = set.pointee.nodeTab else { return [] }
        let count = Int(set.pointee.nodeNr)
        guard count <= limits.maxNodes else {
            throw XMLError(message: "the result has \(count) nodes, more than \(limits.maxNodes)")
        }
        xmlXPathNodeSetSort(set)
        var strings: [String] = []
        var bytes = 0
        for index in 0..<count {
            // Of nested nodes each repeats the text of those within it.
            guard let value = xmlXPathCastNodeToString(nodes[index]) else { continue }
            defer { gonogo_xml_free(value) }
            let string = Self.text(value)
            bytes += string.utf8.count
            guard bytes <= limits.maxResultBytes else {
                throw XMLError(message: "the result has more than \(limits.maxResultBytes) bytes of text")
            }
            strings.append(string)
        }
        return strings
    }

    private static func text(_ bytes: UnsafePointer<xmlChar>) -> String {
        String(cString: bytes)
    }

    private static func text(_ bytes: UnsafeMutablePointer<xmlChar>) -> String {
        String(cString: bytes)
    }
}
