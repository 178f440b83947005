import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What a JUnit file says of itself, and what really stands in it.
final class JUnitCounts: NSObject, XMLParserDelegate {
    struct Numbers: Equatable {
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0
    }

    /// Counted elements of the whole file.
    private(set) var found = Numbers()
    /// The sums of the attributes of all suites.
    private(set) var declared = Numbers()
    private(set) var depth = 0
    private(set) var deepestSuite = 0
    private(set) var names: [String] = []

    /// Throws when the file is not well-formed.
    init(_ path: String) throws {
        super.init()
        let parser = XMLParser(data: try Data(contentsOf: URL(fileURLWithPath: path)))
        parser.delegate = self
        guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
    }

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        depth += 1
        func number(_ name: String) -> Int { attributes[name].flatMap { Int($0) } ?? 0 }
        switch element {
        case "testsuite":
            deepestSuite = max(deepestSuite, depth)
            declared.tests += number("tests")
            declared.failures += number("failures")
            declared.errors += number("errors")
            declared.skipped += number("skipped")
        case "testcase":
            found.tests += 1
            names.append("\(attributes["classname"] ?? "") \(attributes["name"] ?? "")")
        case "failure": found.failures += 1
        case "error": found.errors += 1
        case "skipped": found.skipped += 1
        default: break
        }
    }

    func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
        depth -= 1
    }
}
