import Model
import Synchronization

/// A suite language whose steps and actions do what the test says: `do: NAME` runs the behaviour of that name.
///
/// `pass`, `fail`, `error` and `skip` are known without being said.
final class Script: Sendable {
    typealias Behaviour = @Sendable (CaseContext) async -> Outcome
    typealias ActionBehaviour = @Sendable (RunContext) async -> SuiteOutcome

    private let behaviours: [String: Behaviour]
    private let actions: [String: ActionBehaviour]
    private let state = Mutex(State())

    private struct State {
        var log: [String] = []
        var running = 0
        var widest = 0
        var defaults: [String] = []
    }

    init(_ behaviours: [String: Behaviour] = [:], actions: [String: ActionBehaviour] = [:]) {
        self.behaviours = behaviours
        self.actions = actions
    }

    /// What ran, in the order in which it began.
    var log: [String] { state.withLock { $0.log } }
    /// The most steps that ran at the same time.
    var widest: Int { state.withLock { $0.widest } }
    /// The defaults that each decoded step saw, as sorted `key=value` with the file in which the value stands.
    var defaults: [String] { state.withLock { $0.defaults } }

    func note(_ text: String) { state.withLock { $0.log.append(text) } }

    var language: SuiteLanguage {
        let step = MappingShape(
            "step",
            [
                Field("name", .text, "a name"), Field("do", .text, "a behaviour"),
                Field("other", .text, "something else"),
                Field("timeout", .duration, "a time"), Field("capture", .dictionary(.text), "values"),
                Field("mutating", .boolean, "changes"), Field("always", .boolean, "always"),
            ], exactlyOne: ["do", "other"])
        let defaults = MappingShape(
            "defaults",
            [
                Field(
                    "do",
                    .mapping(
                        MappingShape(
                            "do",
                            [
                                Field("a", .text, "a"), Field("b", .text, "b"), Field("c", .text, "c"),
                                Field("inner", .dictionary(.text), "more"),
                            ])), "defaults of do")
            ])
        let fields = [Field("act", .word, required: true, "a behaviour"), Field("units", .integer(1...9), "how many")]
        return SuiteLanguage(
            step: step, stepDefaults: defaults,
            suiteKinds: [SuiteKindName.performance, .config].map { kind in
                SuiteKindDefinition(kind: kind, fields: fields) { node, context in
                    ScriptedAction(script: self, suite: context.suiteName, node: node, scope: context.scope)
                }
            },
            decodeStep: { node, context in
                self.state.withLock { $0.defaults = Self.words(context.defaults?["do"]) }
                return ScriptedStep(script: self, node: node, scope: context.scope)
            })
    }

    private static func words(_ node: Node?) -> [String] {
        (node?.mapping ?? []).flatMap { member -> [String] in
            if member.value.mapping != nil { return words(member.value).map { "\(member.key).\($0)" } }
            return ["\(member.key)=\(member.value.text ?? "")"]
        }.sorted()
    }

    fileprivate func run(_ name: String, _ label: String, _ context: CaseContext) async -> Outcome {
        state.withLock { state in
            state.log.append(label)
            state.running += 1
            state.widest = max(state.widest, state.running)
        }
        defer { state.withLock { $0.running -= 1 } }
        switch name {
        case "pass": return .passed
        case "fail": return .failed
        case "error": return .errored
        case "skip": return .skipped
        default: return await behaviours[name]?(context) ?? .errored
        }
    }

    fileprivate func act(_ name: String, _ units: [PlannedUnit], _ context: RunContext) async -> SuiteOutcome {
        if let behaviour = actions[name] { return await behaviour(context) }
        return SuiteOutcome(cases: units.map { $0.result(.passed, reason: "") })
    }
}

private struct ScriptedStep: StepAction {
    let script: Script
    let node: Node
    let scope: Scope

    var name: String { node["name"]?.text ?? node["do"]?.text ?? "other" }
    var kind: String { "do" }
    var location: SourceLocation { node.location }
    var isMutating: Bool { node["mutating"]?.scalar?.bool ?? false }
    var runsAlways: Bool { node["always"]?.scalar?.bool ?? false }
    var captures: [String] { (node["capture"]?.mapping ?? []).map(\.key) }
    var mentions: Set<String> { Set(Template(node["do"]?.text ?? "").names + Template(node["name"]?.text ?? "").names) }
    var notes: [String] { [] }

    func run(in context: CaseContext) async -> StepResult {
        let behaviour = Template(node["do"]?.text ?? "").resolvedIfKnown(in: context.scope) ?? ""
        let outcome = await script.run(behaviour, Template(name).resolvedIfKnown(in: context.scope) ?? name, context)
        if outcome == .passed {
            for capture in node["capture"]?.mapping ?? [] {
                context.capture(capture.key, Variable(capture.value.text ?? "", origin: "captured"))
            }
        }
        return StepResult(name: name, kind: kind, outcome: outcome, location: location)
    }
}

private struct ScriptedAction: SuiteAction {
    let script: Script
    let name: String
    let behaviour: String
    let units: [PlannedUnit]
    var plan: String { "acts" }
    var expectedDuration: Duration { .zero }

    init(script: Script, suite: String, node: Node, scope: Scope) {
        self.script = script
        name = suite
        behaviour = node["act"]?.text ?? ""
        let count = Reader(node, scope: scope).int("units") ?? 1
        units = (1...count).map {
            PlannedUnit(
                id: "\(suite)/\($0)", name: "unit \($0)", unit: .threshold, severity: .block, location: node.location)
        }
    }

    func run(in context: RunContext) async -> SuiteOutcome {
        script.note(name)
        return await script.act(behaviour, units, context)
    }
}
