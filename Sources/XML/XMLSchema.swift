internal import CLibXML2

/// Checks documents against W3C XML Schema; the schema is trusted and may not include others.
package enum XMLSchema {
    /// What is wrong with the document, with its line each; empty when it is valid. Throws when either can't be read.
    package static func validate(_ document: [UInt8], against schema: [UInt8]) throws(XMLError) -> [String] {
        let document = try XMLDocument(parsing: document)
        // Kept until the end: a schema may point into the document it was read from.
        let schemaDocument = try XMLDocument(parsing: schema)
        let sink = ErrorSink()
        guard let parser = xmlSchemaNewDocParserCtxt(schemaDocument.handle) else {
            throw XMLError(message: "the schema can't be read")
        }
        defer { xmlSchemaFreeParserCtxt(parser) }
        gonogo_set_schema_parser_sink(parser, sink.pointer)
        guard let parsed = xmlSchemaParse(parser) else {
            throw sink.first ?? XMLError(message: "the schema is not valid")
        }
        defer { xmlSchemaFree(parsed) }
        guard let validator = xmlSchemaNewValidCtxt(parsed) else { throw XMLError(message: "out of memory") }
        defer { xmlSchemaFreeValidCtxt(validator) }
        let findings = ErrorSink()
        gonogo_set_schema_sink(validator, findings.pointer)
        let result = withExtendedLifetime((schemaDocument, findings)) {
            xmlSchemaValidateDoc(validator, document.handle)
        }
        guard result == 0 || !findings.errors.isEmpty else {
            throw XMLError(message: "the document could not be checked")
        }
        return findings.errors.map(\.description)
    }
}
