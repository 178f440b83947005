import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A JUnit document as a parser sees it.
final class ParsedJUnit: NSObject, XMLParserDelegate {
    struct Element {
        var path: String
        var attributes: [String: String]
        var text = ""
    }

    private(set) var elements: [Element] = []
    private var open: [Int] = []

    /// Nil where the bytes are not well-formed XML.
    init?(_ bytes: [UInt8]) {
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func parser(
        _: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let parent = open.last.map { elements[$0].path + "/" } ?? ""
        open.append(elements.count)
        elements.append(Element(path: parent + name, attributes: attributes))
    }

    func parser(_: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_: XMLParser, foundCharacters string: String) {
        if let last = open.last { elements[last].text += string }
    }

    func all(_ path: String) -> [Element] { elements.filter { $0.path == path } }
    var suites: [Element] { all("testsuites/testsuite") }
    var cases: [Element] { all("testsuites/testsuite/testcase") }
    var failures: [Element] { all("testsuites/testsuite/testcase/failure") }
    var errors: [Element] { all("testsuites/testsuite/testcase/error") }
    var skipped: [Element] { all("testsuites/testsuite/testcase/skipped") }
    var caseOutputs: [Element] { all("testsuites/testsuite/testcase/system-out") }

    func property(_ name: String) -> String? {
        all("testsuites/testsuite/properties/property").first { $0.attributes["name"] == name }?.attributes["value"]
    }
}
