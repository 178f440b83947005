import Checks
import Model
import YAML

/// A part of a suite as people write it, brought to life the way the harness does.
enum Written {
    static let place = RunRecord.Environment(name: "test", baseUrl: nil, protected: false)

    struct Step {
        var action: (any StepAction)?
        /// Every report as `line:column message`.
        var problems: [String]
        var fixes: [String]
    }

    static func node(_ yaml: String, _ diagnostics: Diagnostics, file: String = "s.yaml") -> Node? {
        YAMLText.parse(Array(yaml.utf8), file: file, diagnostics: diagnostics)
    }

    /// The step; `defaults` is the node that the harness would have merged.
    static func step(_ yaml: String, scope: Scope = Scope(), defaults: Node? = nil, directory: String = ".") -> Step {
        let diagnostics = Diagnostics()
        let language = CheckKinds.language
        var action: (any StepAction)?
        if let node = node(yaml, diagnostics) {
            ShapeChecker(scope: scope, diagnostics: diagnostics).check(node, .mapping(language.step), named: "step")
            let context = DecodingContext(
                scope: scope, environment: place, suiteName: "suite", directory: directory, defaults: defaults,
                diagnostics: diagnostics)
            if !diagnostics.hasErrors { action = language.decodeStep(node, context) }
        }
        return Step(action: action, problems: texts(diagnostics), fixes: diagnostics.sorted.map { $0.fix ?? "" })
    }

    static func texts(_ diagnostics: Diagnostics) -> [String] {
        diagnostics.sorted.map { ($0.location.map { "\($0.line):\($0.column) " } ?? "") + $0.message }
    }

    static func context(_ scope: Scope = Scope(), redactor: Redactor = Redactor(), within time: Duration = .seconds(30))
        -> CaseContext
    {
        CaseContext(run: runContext(scope, redactor: redactor, within: time), scope: scope)
    }

    static func runContext(
        _ scope: Scope = Scope(), redactor: Redactor = Redactor(), within time: Duration = .seconds(30)
    ) -> RunContext {
        RunContext(
            directory: ".", environment: place, scope: scope, redactor: redactor, deadline: .now.advanced(by: time))
    }

    struct Invalid: Error, CustomStringConvertible {
        var description: String
    }

    /// The step's result in a case of its own, or in the one given.
    static func run(
        _ yaml: String, scope: Scope = Scope(), defaults: Node? = nil, directory: String = ".",
        in context: CaseContext? = nil
    ) async throws -> StepResult {
        let step = step(yaml, scope: context?.scope ?? scope, defaults: defaults, directory: directory)
        guard let action = step.action else { throw Invalid(description: step.problems.joined(separator: "; ")) }
        return await action.run(in: context ?? Self.context(scope))
    }
}

extension Scope {
    /// Variables without a type of their own.
    init(texts: [String: String]) { self.init(texts.mapValues { Variable($0, origin: "test") }) }
}

extension StepResult {
    /// Every observation that did not pass, as its sentence.
    var refusals: [String] { observations.filter { $0.outcome != .passed }.map(\.sentence) }
}
