/// Why a document, an expression or a schema could not be used.
package struct XMLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence in libxml2's words, without position and full stop.
    package var message: String
    /// Of the document, from 1; nil when there is no such place.
    package var line: Int?
    /// Of the document or, when `line` is nil, of the XPath expression, from 1.
    package var column: Int?

    package var description: String {
        switch (line, column) {
        case (let line?, let column?): "line \(line), column \(column): \(message)"
        case (let line?, nil): "line \(line): \(message)"
        case (nil, let column?): "at character \(column): \(message)"
        case (nil, nil): message
        }
    }
}
