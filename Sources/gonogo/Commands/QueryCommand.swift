import ArgumentParser
import Files
import JSON
import Model
import Pattern
import XML

/// Tries a query on a file.
struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Try a JSONPath (RFC 9535) or XPath on a file.",
        discussion: """
            Prints a JSON array of the values found. An expression or a file that is not valid ends with status 2 and \
            the place of the mistake.

            EXAMPLES
              gonogo query --jsonpath '$.items[?@.quantity > 0].name' answer.json
              gonogo query --xpath '//template/@id' answer.xml
              curl -s http://127.0.0.1:8080/health | gonogo query --jsonpath '$.status' -
            """)

    @Option(help: ArgumentHelp("An RFC 9535 query.", valueName: "expr"))
    var jsonpath: String?

    @Option(help: ArgumentHelp("An XPath 1.0 expression.", valueName: "expr"))
    var xpath: String?

    @Flag(help: "Print the normalized paths of the nodes in place of their values.")
    var paths = false

    @Argument(help: "The file, or - for standard input.")
    var file: String

    private static let limit = 64 << 20

    func validate() throws {
        if (jsonpath == nil) == (xpath == nil) { throw ValidationError("say either --jsonpath or --xpath") }
    }

    func run() throws {
        if let jsonpath { try query(jsonpath: jsonpath) } else if let xpath { try query(xpath: xpath) }
    }

    private func query(jsonpath: String) throws {
        let path: JSONPath
        do throws(JSONPathError) {
            path = try JSONPath(parsing: jsonpath)
        } catch {
            throw Self.invalid("jsonpath", jsonpath, error.sentence, offset: error.offset)
        }
        let document: JSONDocument
        let bytes = try read()
        do throws(JSONReadError) {
            document = try JSONReader.responses.read(bytes)
        } catch {
            throw Stop(.invalid, "\(file.printable):\(error.line):\(error.column): error: \(error.sentence)\n")
        }
        for duplicate in document.duplicates {
            Console.standardError.write(
                "warning: the name at \(duplicate.pointer.printable) stands twice; the last value counts\n")
        }
        let values: [JSONValue]
        do throws(JSONPathError) {
            let nodes = try path.evaluate(on: document.value, regex: Pattern.searching(within: .seconds(2)))
            values = nodes.map { paths ? JSONValue.string($0.path) : $0.value }
        } catch {
            throw Stop(.inconclusive, "error: \(error.sentence)\n")
        }
        try Console.print(JSONWriter().text(.array(values)) + "\n")
    }

    private func query(xpath: String) throws {
        let compiled: XPath
        do throws(XMLError) {
            compiled = try XPath(parsing: xpath)
        } catch {
            throw Self.invalid("xpath", xpath, "\(error)", offset: nil)
        }
        let bytes = try read()
        let value: JSONValue
        do throws(XMLError) {
            value =
                switch try XMLDocument(parsing: bytes).evaluate(compiled) {
                case .nodes(let texts): .array(texts.map { .string($0) })
                case .string(let text): [.string(text)]
                case .number(let number): .array(JSONNumber(number).map { [.number($0)] } ?? [])
                case .boolean(let value): [.bool(value)]
                }
        } catch {
            throw Stop(.invalid, "\(file.printable): error: \(error)\n")
        }
        try Console.print(JSONWriter().text(value) + "\n")
    }

    private func read() throws -> [UInt8] {
        do throws(FilesError) {
            return file == "-"
                ? try BoundedFile.readStandardInput(limit: Self.limit) : try BoundedFile.read(file, limit: Self.limit)
        } catch {
            throw Stop(.invalid, "error: \(error)\n")
        }
    }

    private static func invalid(_ name: String, _ text: String, _ message: String, offset: Int?) -> Stop {
        let place = SourceLocation(file: name, line: 1, column: (offset ?? 0) + 1)
        let rendered = DiagnosticText(files: [name: text]).render(Diagnostic(at: place, message))
        return Stop(.invalid, rendered)
    }
}
