internal import Files
internal import Model

/// Puts the cases of an include in the place of its `use`.
///
/// An include sees its parameters and the environment's variables, nothing else of whoever uses it: so it means the same
/// in every suite.
final class IncludeLoader {
    /// How deep includes may use each other.
    static let deepest = 8
    /// All uses of a project together, so that includes which use several others can't multiply without end.
    static let mostUses = 1_000
    static let mostCases = 10_000

    /// One use on the way from the suite to a case.
    struct Use {
        var file: String
        var location: SourceLocation
    }

    private let language: SuiteLanguage
    private let reader: SourceReader
    /// What every include sees.
    private let environment: Scope
    private let stepDefaults: [Node]
    /// Each file is read and reported once; nil for one that can't be read.
    private var files: [String: Node?] = [:]
    /// What has been reported of includes: another use of one doesn't say it again.
    private var told: Set<Diagnostic> = []
    private var useCount = 0
    private var caseCount = 0

    init(project: Project, language: SuiteLanguage, reader: SourceReader) {
        self.language = language
        self.reader = reader
        let variables = project.variables
        stepDefaults = project.stepDefaults.map { Self.filled($0, variables.scope()) }
        var environment = variables.environment
        // Flags and the process environment reach what the environment declares, not a name that an include chose.
        for name in environment.names { environment[name] = variables.overrides[name] ?? environment[name] }
        self.environment = environment
    }

    /// Defaults of the project and the environment mean what they mean there, though an include sees less.
    private static func filled(_ node: Node, _ scope: Scope) -> Node {
        switch node.content {
        case .scalar(var scalar):
            guard Template.mentionsVariables(scalar.text), let text = Template(scalar.text).resolvedIfKnown(in: scope)
            else { return node }
            scalar.text = text.replacing("{{", with: "\\{{")
            return Node(.scalar(scalar), at: node.location)
        case .sequence(let nodes): return Node(.sequence(nodes.map { filled($0, scope) }), at: node.location)
        case .mapping(let members):
            let result = members.map {
                Node.Member(key: $0.key, keyLocation: $0.keyLocation, value: filled($0.value, scope))
            }
            return Node(.mapping(result), at: node.location)
        }
    }

    /// The cases that a `use` stands for; none when anything was reported.
    func cases(_ node: Node, _ user: CaseLoader, _ severity: Severity, _ tags: [String]) -> [Case] {
        let own = Reader(node, scope: user.context.scope)
        guard let name = own.word("use"), !Unset.stands(in: name), let place = node["use"]?.location else { return [] }
        let file = PathText.normalized(Path.join(user.context.directory, name))
        guard mayUse(file, at: place, user), let root = root(file, at: place, user) else { return [] }
        let binding = ParameterBinding(environment: environment, diagnostics: user.context.diagnostics)
        guard let scope = binding.scope(node, root, user.context.scope) else { return [] }

        let diagnostics = Diagnostics()
        var context = DecodingContext(
            scope: scope, environment: user.context.environment, suiteName: user.context.suiteName,
            directory: Path.directory(of: file),
            defaults: DefaultsMerge.merge([root["defaults"]].compactMap(\.self) + stepDefaults),
            diagnostics: diagnostics)
        context.readTable = user.context.readTable
        context.suiteSecrets = user.context.suiteSecrets + root.secretCaptures
        let loader = CaseLoader(
            language: language, context: context, overrides: Scope(), includes: self,
            chain: user.chain + [Use(file: file, location: place)],
            isActive: user.isActive || Reader(root, scope: scope).bool("active") ?? false)
        let further = own.words("tags").filter { !tags.contains($0) }
        let cases = loader.cases(
            root, IncludeShape.file(language),
            severity: own.word("severity").flatMap(Severity.init(rawValue:))
                ?? Reader(root, scope: scope).word("severity").flatMap(Severity.init(rawValue:)) ?? severity,
            tags: tags + further)
        let renamed = cases.map { UsedCases(node: node, user: user, diagnostics: diagnostics).renamed($0) }
        forward(diagnostics, at: place, to: user.context.diagnostics)
        guard let renamed, !diagnostics.hasErrors else { return [] }
        caseCount += renamed.count
        guard caseCount <= Self.mostCases else {
            user.context.diagnostics.error(
                at: place, "the includes of this project have more than \(Self.mostCases) cases", fix: "use fewer")
            return []
        }
        return renamed
    }

    private func mayUse(_ file: String, at place: SourceLocation, _ user: CaseLoader) -> Bool {
        let diagnostics = user.context.diagnostics
        if let first = user.chain.firstIndex(where: { $0.file == file }) {
            let circle = user.chain[first...].map(\.file) + [file]
            diagnostics.error(
                at: place, "the include uses itself: \(circle.joined(separator: " → "))", fix: "remove one of the uses")
            return false
        }
        guard user.chain.count < Self.deepest else {
            diagnostics.error(
                at: place, "includes use each other more than \(Self.deepest) deep",
                fix: "use '\(file)' in the suite itself")
            return false
        }
        useCount += 1
        if useCount == Self.mostUses + 1 {
            diagnostics.error(at: place, "the project uses includes more than \(Self.mostUses) times", fix: "use fewer")
        }
        return useCount <= Self.mostUses
    }

    private func root(_ file: String, at place: SourceLocation, _ user: CaseLoader) -> Node? {
        let root: Node?
        if let known = files[file] {
            root = known
        } else {
            let before = reader.diagnostics.errorCount
            root = reader.yaml(file, at: place)
            let told = reader.diagnostics.all.last?.location
            if root == nil, reader.diagnostics.errorCount > before, told != place {
                reader.diagnostics.add(Diagnostic(.note, at: place, "the include is used here"))
            }
            files[file] = root
        }
        guard let root else { return nil }
        if root["include"] == nil, root["kind"] != nil {
            user.context.diagnostics.error(
                at: place, "'\(file)' is a suite, not an include",
                fix: "an include begins with include: NAME, and has no kind")
            return nil
        }
        return root
    }

    /// Tells what is wrong in the include, with the place of its use.
    private func forward(_ found: Diagnostics, at place: SourceLocation, to diagnostics: Diagnostics) {
        for diagnostic in found.all where told.insert(diagnostic).inserted {
            var diagnostic = diagnostic
            diagnostic.message += " (used at \(place))"
            diagnostics.add(diagnostic)
        }
    }
}
