internal import JSON
internal import Model
internal import Pattern
internal import Transfer
internal import XML

/// A question about evidence: the part of an assertion or a capture that finds a value.
struct Query: Sendable {
    enum Kind: Sendable {
        /// A fact by its name, such as `status` or `timings.total`.
        case fact(String)
        case header(Template)
        case cookie(Template)
        case jsonpath(Compiled<JSONPath>)
        case xpath(Compiled<XPath>)
        case regex(Compiled<Pattern>)
    }

    /// An expression, parsed before the run unless it holds variables.
    enum Compiled<Expression: Sendable>: Sendable {
        case ready(Expression)
        case later(Template)
    }

    var kind: Kind
    /// As a person wrote it: `jsonpath $.token`.
    var label: String

    /// What the evidence has to say.
    func find(in evidence: Evidence, _ scope: Scope) -> Found {
        if readsBody, let problem = evidence.bodyProblem { return .undecidable(problem) }
        do {
            switch kind {
            case .fact("body"): return .text(evidence.text)
            case .fact("sha256"): return .text(Digest.sha256(evidence.body))
            case .fact(let name): return evidence.facts[name].map(Found.fact) ?? .nothing("there is no \(name) here")
            case .header(let name):
                return Self.named(try name.text(in: scope), evidence.headers, ignoringCase: true, "header")
            case .cookie(let name):
                return Self.named(try name.text(in: scope), evidence.cookies, ignoringCase: false, "cookie")
            case .jsonpath(let expression): return try jsonpath(expression, evidence, scope)
            case .xpath(let expression): return try xpath(expression, evidence, scope)
            case .regex(let expression): return try regex(expression, evidence, scope)
            }
        } catch {
            return .undecidable("\(error)")
        }
    }

    /// Whether a part of the body would be shown with what it finds.
    var showsBody: Bool {
        switch kind {
        case .fact("sha256"), .fact("bytes"): false
        default: readsBody
        }
    }

    private var readsBody: Bool {
        switch kind {
        case .fact("body"), .fact("sha256"), .fact("bytes"), .jsonpath, .xpath, .regex: true
        case .fact, .header, .cookie: false
        }
    }

    private static func named(
        _ name: String, _ list: [(name: String, value: String)], ignoringCase: Bool, _ what: String
    ) -> Found {
        let lower = name.lowercased()
        let values = list.filter { ignoringCase ? $0.name.lowercased() == lower : $0.name == name }.map(\.value)
        switch values.count {
        case 0: return .nothing("there is no \(what) '\(name)'")
        case 1: return .text(values[0])
        default: return .texts(values)
        }
    }

    private func jsonpath(_ expression: Compiled<JSONPath>, _ evidence: Evidence, _ scope: Scope) throws -> Found {
        let path: JSONPath =
            switch expression {
            case .ready(let path): path
            case .later(let template): try JSONPath(parsing: try template.text(in: scope))
            }
        switch evidence.json {
        case .failure(let error): return .malformed("the body is not JSON: \(error)")
        case .success(let document):
            let nodes = try path.evaluate(on: document.value, regex: Pattern.searching(within: .seconds(2)))
            return .nodes(nodes.map(\.value), isSingular: path.isSingular)
        }
    }

    private func xpath(_ expression: Compiled<XPath>, _ evidence: Evidence, _ scope: Scope) throws -> Found {
        let xpath: XPath =
            switch expression {
            case .ready(let xpath): xpath
            case .later(let template): try XPath(parsing: try template.text(in: scope))
            }
        let document: XMLDocument
        do {
            document = try XMLDocument(parsing: evidence.body)
        } catch {
            return .malformed("the body is not XML: \(error)")
        }
        switch try document.evaluate(xpath) {
        case .nodes(let texts):
            return texts.isEmpty ? .nothing("no node was found") : texts.count == 1 ? .text(texts[0]) : .texts(texts)
        case .string(let text): return .text(text)
        case .number(let number): return .number(number)
        case .boolean(let value): return .nodes([.bool(value)], isSingular: true)
        }
    }

    /// The first group of the first match, or the whole match where there is no group.
    private func regex(_ expression: Compiled<Pattern>, _ evidence: Evidence, _ scope: Scope) throws -> Found {
        let pattern: Pattern =
            switch expression {
            case .ready(let pattern): pattern
            case .later(let template): try Pattern(try template.text(in: scope))
            }
        guard let match = try pattern.firstMatch(in: evidence.body) else {
            return .nothing("the pattern was not found")
        }
        return .text(match[1] ?? match.text)
    }
}
