import Configuration
import Model

/// A suite written as Swift literals: each scalar and key gets a line of its own, in reading order.
indirect enum Tree: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    case plain(String)
    case quoted(String)
    case list([Tree])
    case mapping([(String, Tree)])

    init(dictionaryLiteral elements: (String, Tree)...) { self = .mapping(elements) }
    init(arrayLiteral elements: Tree...) { self = .list(elements) }
    init(stringLiteral value: String) { self = .plain(value) }
    init(integerLiteral value: Int) { self = .plain(String(value)) }
    init(floatLiteral value: Double) { self = .plain(String(value)) }
    init(booleanLiteral value: Bool) { self = .plain(String(value)) }
    init(nilLiteral: ()) { self = .plain("") }

    var node: Node {
        var line = 0
        return node(&line)
    }

    private func node(_ line: inout Int) -> Node {
        line += 1
        let place = SourceLocation(file: "suites/env.yaml", line: line, column: 1)
        switch self {
        case .plain(let text): return Node(.scalar(Scalar(text)), at: place)
        case .quoted(let text): return Node(.scalar(Scalar(text, isQuoted: true)), at: place)
        case .list(let trees): return Node(.sequence(trees.map { $0.node(&line) }), at: place)
        case .mapping(let members):
            let nodes = members.map { key, tree in
                line += 1
                let keyPlace = SourceLocation(file: "suites/env.yaml", line: line, column: 1)
                return Node.Member(key: key, keyLocation: keyPlace, value: tree.node(&line))
            }
            return Node(.mapping(nodes), at: place)
        }
    }

    /// The suite after the checks that the harness makes, or what is wrong with it.
    func decoded(scope: Scope = Scope()) -> (suite: ConfigSuite?, errors: [Diagnostic]) {
        let diagnostics = Diagnostics()
        ShapeChecker(scope: scope, diagnostics: diagnostics)
            .check(node, .mapping(MappingShape("suite", ConfigSuiteShape.fields)), named: "suite")
        guard !diagnostics.hasErrors else { return (nil, diagnostics.all) }
        let context = DecodingContext(
            scope: scope, environment: RunRecord.Environment(name: "local", baseUrl: nil, protected: false),
            suiteName: "env", directory: "suites", defaults: nil, diagnostics: diagnostics)
        return (ConfigSuite.decode(node, context), diagnostics.all)
    }

    /// The results for one environment, `production`, with one file; traps in a test whose suite is wrong.
    func judged(_ env: String, scope: Scope = Scope(), matcher: @escaping ConfigSuite.Matcher = { _, _ in nil })
        -> [CaseResult]
    {
        let (suite, errors) = decoded(scope: scope)
        guard let suite else { fatalError("the test's suite is wrong: \(errors)") }
        return suite.evaluate(["suites/prod.env": .success(Array(env.utf8))], matcher: matcher).cases
    }

    /// The results for several environments, each with one file `NAME.env`, and other files as they are.
    func judged(
        _ files: [String: String], others: [String: Result<[UInt8], ConfigFileFailure>] = [:], now: Timestamp? = nil
    ) -> ConfigEvaluation {
        let (suite, errors) = decoded()
        guard let suite else { fatalError("the test's suite is wrong: \(errors)") }
        var contents = others
        for (name, text) in files { contents["suites/\(name).env"] = .success(Array(text.utf8)) }
        return suite.evaluate(contents, matcher: { _, _ in nil }, now: now)
    }

    /// A suite that asks one thing of the key `VALUE` in production.
    static func key(_ spec: Tree) -> Tree {
        ["sources": ["production": [["file": "prod.env"]]], "keys": ["VALUE": spec], "unknown_keys": "allow"]
    }

    /// A suite that expects something of the key `VALUE` in production.
    static func expect(_ expectation: Tree, key: Tree = [:]) -> Tree {
        [
            "sources": ["production": [["file": "prod.env"]]], "keys": ["VALUE": key], "unknown_keys": "allow",
            "environments": ["production": ["expect": ["VALUE": expectation]]],
        ]
    }
}

extension [CaseResult] {
    subscript(id: String) -> CaseResult? { first { $0.id == id } }

    /// Every text that a report could show.
    var texts: [String] {
        flatMap { result in
            [result.id, result.name, result.reason ?? ""] + result.tags + result.steps.flatMap(\.texts)
        }
    }
}

extension StepResult {
    fileprivate var texts: [String] {
        let own = [name, request, response].compactMap(\.self)
        return own + observations.flatMap(\.texts)
    }
}

extension Observation {
    fileprivate var texts: [String] {
        [property, expected, actual, message ?? "", sentence] + (finding?.texts ?? [])
    }
}

extension Finding {
    /// Every text of it that a report could show.
    var texts: [String] {
        let excerpted: [String?] = [fix, excerpt?.text, excerpt?.note, waiver?.reason, waiver?.owner]
        return [rule, subject] + related.map(\.note) + excerpted.compactMap(\.self)
    }
}

extension Tree {
    /// A suite of several environments, each with one file `NAME.env`.
    static func environments(_ names: [String], keys: Tree, _ others: Tree) -> Tree {
        let sources = Tree.mapping(names.map { ($0, [["file": .plain("\($0).env")]]) })
        return .mapping([("sources", sources), ("keys", keys), ("unknown_keys", "allow")]).and(others)
    }

    /// A mapping with the members of another one after its own.
    func and(_ other: Tree) -> Tree {
        guard case .mapping(let own) = self, case .mapping(let further) = other else { return self }
        return .mapping(own + further)
    }
}
