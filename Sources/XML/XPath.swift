internal import CLibXML2

/// An XPath 1.0 expression that is known to be well-formed.
package struct XPath: Sendable, Equatable {
    package let text: String

    /// Throws with the character where the expression goes wrong.
    package init(parsing text: String) throws(XMLError) {
        guard text.utf8.count <= 16 << 10 else { throw XMLError(message: "the expression is longer than 16 KiB") }
        guard !text.utf8.contains(0) else { throw XMLError(message: "the expression has a NUL character in it") }
        libxml2IsReady
        let sink = ErrorSink()
        guard let context = xmlXPathNewContext(nil) else { throw XMLError(message: "out of memory") }
        defer { xmlXPathFreeContext(context) }
        gonogo_set_xpath_sink(context, sink.pointer)
        let compiled = xmlXPathCtxtCompile(context, text)
        defer { xmlXPathFreeCompExpr(compiled) }
        guard compiled != nil, sink.first == nil else {
            // Its complaints about expressions carry no line of any document.
            var error = sink.first ?? XMLError(message: "invalid expression")
            error.line = nil
            throw error
        }
        self.text = text
    }
}

/// The four kinds of value of XPath 1.0; of nodes, their string values in document order.
package enum XPathResult: Sendable, Equatable {
    case nodes([String])
    case string(String)
    /// May be NaN or infinite, as XPath's arithmetic has it.
    case number(Double)
    case boolean(Bool)
}
