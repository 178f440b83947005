/// Writes indented XML. Texts and attribute values are cleaned and escaped here, whatever they hold; an attribute has
/// one line of at most 1000 characters.
struct XMLWriter {
    private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    private var open: [String] = []

    typealias Attributes = [(name: String, value: String)]

    /// An element whose children `content` writes; without children it closes itself.
    mutating func element(_ name: String, _ attributes: Attributes = [], content: (inout XMLWriter) -> Void = { _ in })
    {
        start(name, attributes)
        let mark = bytes.count
        bytes += Array(">\n".utf8)
        open.append(name)
        let before = bytes.count
        content(&self)
        open.removeLast()
        if bytes.count == before {
            bytes.removeSubrange(mark...)
            bytes += Array("/>\n".utf8)
        } else {
            indent()
            bytes += Array("</\(name)>\n".utf8)
        }
    }

    /// An element with text; its white space is kept.
    mutating func element(_ name: String, _ attributes: Attributes = [], text: String) {
        start(name, attributes)
        bytes += [UInt8(ascii: ">")] + XMLText.escaped(XMLText.cleaned(text)) + Array("</\(name)>\n".utf8)
    }

    private mutating func start(_ name: String, _ attributes: Attributes) {
        indent()
        bytes += Array("<\(name)".utf8)
        for attribute in attributes {
            bytes += Array(" \(attribute.name)=\"".utf8)
            let value = XMLText.cleanedLine(attribute.value.clipped(scalars: 1_000))
            bytes += XMLText.escaped(value) + [UInt8(ascii: "\"")]
        }
    }

    private mutating func indent() {
        bytes += [UInt8](repeating: UInt8(ascii: " "), count: open.count * 2)
    }
}
