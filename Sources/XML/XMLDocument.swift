internal import CLibXML2

/// What a document and a query over it may cost.
package struct XMLLimits: Sendable, Equatable {
    package var maxBytes = 20 << 20
    /// Steps of one XPath evaluation, as libxml2 counts them.
    package var maxOperations = 10_000_000
    /// Nodes of one result.
    package var maxNodes = 100_000
    /// Text of one result, all nodes together.
    package var maxResultBytes = 32 << 20

    package init() {}
}

/// A parsed document; nothing it mentions is fetched, no entity of its own is declared or expanded, and it is at most
/// 256 elements deep.
package final class XMLDocument {
    package enum Syntax: Sendable {
        case xml
        /// Forgiving: what is wrong is put right as browsers do.
        case html
    }

    let handle: xmlDocPtr
    let limits: XMLLimits

    /// Throws for what is not well-formed, too long, too deep, or declares entities.
    package init(parsing bytes: [UInt8], as syntax: Syntax = .xml, limits: XMLLimits = .init()) throws(XMLError) {
        guard !bytes.isEmpty else { throw XMLError(message: "the document is empty") }
        guard bytes.count <= min(limits.maxBytes, Int(Int32.max)) else {
            throw XMLError(message: "the document is longer than \(limits.maxBytes) bytes")
        }
        libxml2IsReady
        let sink = ErrorSink()
        guard let context = syntax == .xml ? xmlNewParserCtxt() : htmlNewParserCtxt() else {
            throw XMLError(message: "out of memory")
        }
        defer { xmlFreeParserCtxt(context) }
        gonogo_prepare_parser(context, sink.pointer)
        let document = bytes.withUnsafeBytes { buffer -> xmlDocPtr? in
            let start = buffer.bindMemory(to: CChar.self).baseAddress
            return switch syntax {
            case .xml: xmlCtxtReadMemory(context, start, Int32(buffer.count), nil, nil, Self.xmlOptions)
            case .html: htmlCtxtReadMemory(context, start, Int32(buffer.count), nil, "utf-8", Self.htmlOptions)
            }
        }
        // HTML is put right and goes on; XML's first complaint ends it, even where libxml2 would still make a document.
        guard let document, syntax == .html || sink.errors.isEmpty else {
            xmlFreeDoc(document)
            throw sink.first ?? XMLError(message: "the document is not well-formed")
        }
        handle = document
        self.limits = limits
    }

    deinit {
        xmlFreeDoc(handle)
    }

    private static let xmlOptions = Int32(
        XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue | XML_PARSE_BIG_LINES.rawValue)
    private static let htmlOptions = Int32(HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue)
}

/// libxml2 asks to be started once, before threads use it.
let libxml2IsReady: Void = xmlInitParser()
