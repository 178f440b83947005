import Foundation
import JSON
import Pattern
import Testing

/// Runs the published compliance suite of RFC 9535, or any file of its format, where one is at hand.
///
///     GONOGO_JSONPATH_SUITE=/path/to/cts.json swift test --filter ComplianceSuite
@Suite("JSONPath compliance suite", .enabled(if: complianceSuite != nil))
struct ComplianceSuiteTests {
    @Test("every case of the suite has the result that it names")
    func suite() throws {
        let data = try Data(contentsOf: URL(filePath: try #require(complianceSuite)))
        let suite = try JSONReader(duplicateNames: .listed).read(Array(data)).value
        guard case .array(let cases)? = suite["tests"] else {
            Issue.record("the file has no tests")
            return
        }
        let failures = cases.compactMap { test in
            fault(of: test).map { "\($0): \(JSONWriter.excerpt(test, characters: 400))" }
        }
        #expect(!cases.isEmpty)
        #expect(failures.isEmpty, "\(failures.count) of \(cases.count) failed:\n\(failures.joined(separator: "\n"))")
    }

    /// What was found in place of what the case names; `nil` if they agree.
    private func fault(of test: JSONValue) -> String? {
        guard case .string(let selector)? = test["selector"] else { return "no selector" }
        let isInvalid = test["invalid_selector"] == true
        do {
            let path = try JSONPath(parsing: selector)
            guard !isInvalid, let document = test["document"] else { return "the selector was taken" }
            let nodes = try path.evaluate(on: document, regex: Pattern.search)
            let values = JSONValue.array(nodes.map(\.value))
            let paths = JSONValue.array(nodes.map { .string($0.path) })
            guard accepts(test["result"], test["results"], values) else { return JSONWriter().text(values) }
            guard accepts(test["result_paths"], test["results_paths"], paths) else { return JSONWriter().text(paths) }
            return nil
        } catch {
            return isInvalid ? nil : "\(error)"
        }
    }

    /// Whether the found is what the suite names: the one result, or one of several.
    private func accepts(_ result: JSONValue?, _ results: JSONValue?, _ found: JSONValue) -> Bool {
        if let result { return result == found }
        if case .array(let results)? = results { return results.contains(found) }
        return true
    }
}

private let complianceSuite = ProcessInfo.processInfo.environment["GONOGO_JSONPATH_SUITE"]
