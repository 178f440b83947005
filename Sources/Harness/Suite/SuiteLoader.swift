internal import Files
package import Model

/// Reads every suite of a project.
package struct SuiteLoader {
    private let project: Project
    private let language: SuiteLanguage
    private let reader: SourceReader
    private let includes: IncludeLoader

    package init(project: Project, language: SuiteLanguage, reader: SourceReader) {
        self.project = project
        self.language = language
        self.reader = reader
        includes = IncludeLoader(project: project, language: language, reader: reader)
    }

    private var diagnostics: Diagnostics { reader.diagnostics }

    /// All suites in the order of their patterns, files of a pattern by name; what is wrong stands in the diagnostics.
    package func load() -> [Suite] {
        var seen: Set<String> = []
        var suites: [Suite] = []
        for pattern in project.suitePatterns {
            for file in files(pattern) where seen.insert(file).inserted {
                if let suite = suite(file) { suites.append(suite) }
            }
        }
        checkNames(suites)
        return suites
    }

    private func files(_ pattern: Project.Pattern) -> [String] {
        do throws(FilesError) {
            let found = try Glob.expand(pattern.text, base: project.directory)
                .map { Path.join(project.directory, $0) }
                .filter { PathText.normalized($0) != PathText.normalized(project.file) }
            if found.isEmpty {
                diagnostics.error(
                    at: pattern.location, "no file matches '\(pattern.text)'",
                    fix: "patterns start at the project file's folder, \(project.directory)")
            }
            return found
        } catch {
            diagnostics.error(at: pattern.location, "\(error)")
            return []
        }
    }

    private func suite(_ file: String) -> Suite? {
        guard let root = reader.yaml(file) else { return nil }
        let kind = root["kind"]?.text.flatMap(SuiteKindName.init(rawValue:))
        let definition = language.suiteKinds.first { $0.kind == kind }
        let shape = definition.map(SuiteShape.action) ?? SuiteShape.cases(language)
        if kind == nil, let name = root["include"] {
            diagnostics.error(
                at: name.location, "this is an include, not a suite",
                fix: "let a suite use it, and keep it out of the project's suites")
            return nil
        }
        guard let kind else {
            // Without a kind only the head can be judged: every other key may belong to another one.
            let head = MappingShape(
                "suite", shape.fields.filter { root[$0.name] == nil || $0.name == "kind" || $0.name == "suite" })
            let known = Node(
                .mapping((root.mapping ?? []).filter { ["suite", "kind"].contains($0.key) }), at: root.location)
            ShapeChecker(scope: Scope(), diagnostics: diagnostics).check(
                root.mapping == nil ? root : known, .mapping(head), named: "suite")
            return nil
        }
        let name = root["suite"]?.text ?? ""
        let scope = suiteScope(root)
        let errorsBefore = errorCount
        var context = DecodingContext(
            scope: scope, environment: project.environment, suiteName: name, directory: Path.directory(of: file),
            defaults: DefaultsMerge.merge([root["defaults"]].compactMap(\.self) + project.stepDefaults),
            diagnostics: diagnostics)
        context.suiteSecrets = root.secretCaptures
        let overrides = project.variables.overrides
        context.readTable = { [reader] node, context in
            let table = Matrix(
                directory: context.directory, known: context.scope, diagnostics: context.diagnostics, name: "the table")
            let rows = table.rows(node)?.map { $0.scope.replaced(by: overrides) }
            reader.add(rows?.flatMap(\.secrets) ?? [])
            return rows
        }
        let body: Suite.Body?
        if let definition {
            ShapeChecker(scope: scope, diagnostics: diagnostics).check(root, .mapping(shape), named: "suite")
            TemplateCheck(diagnostics: diagnostics).check(
                without(definition.ownTemplates.union(["vars", "description"]), root), scope: scope)
            guard errorCount == errorsBefore else {
                tellMore(of: root, definition, context)
                return nil
            }
            let needs = Reader(root, scope: scope).words("needs")
            body = definition.decode(root, context).map { .action($0, needs: needs) }
        } else {
            let loader = CaseLoader(
                language: language, context: context, overrides: project.variables.overrides, includes: includes)
            body = loader.cases(root, shape).map { .cases($0) }
        }
        guard let body, errorCount == errorsBefore else { return nil }
        return Suite(
            name: name, kind: kind, file: file, location: root["suite"]?.location ?? root.location,
            tags: Reader(root, scope: scope).words("tags"), body: body, variables: scope)
    }

    private var errorCount: Int { diagnostics.errorCount }

    /// What only decoding finds is told beside what is wrong with the suite's shape: all errors at once. On a line that
    /// was told of already, it would most likely be the same mistake.
    private func tellMore(of root: Node, _ definition: SuiteKindDefinition, _ context: DecodingContext) {
        var context = context
        context.diagnostics = Diagnostics()
        _ = definition.decode(root, context)
        let told = Set(diagnostics.all.compactMap { $0.location?.line })
        for found in context.diagnostics.all {
            if let line = found.location?.line, !told.contains(line) { diagnostics.add(found) }
        }
    }

    private func without(_ keys: Set<String>, _ root: Node) -> Node {
        Node(.mapping((root.mapping ?? []).filter { !keys.contains($0.key) }), at: root.location)
    }

    /// The suite's variables; each may refer to the ones above it and to those of the project and the environment.
    private func suiteScope(_ root: Node) -> Scope {
        return project.variables.scope(
            withSuite: VariableReader.scope(
                root["vars"], known: project.variables.project, stronger: project.variables.stronger, diagnostics))
    }

    private func checkNames(_ suites: [Suite]) {
        var names: [String: SourceLocation] = [:]
        var ids: [String: Case] = [:]
        for suite in suites {
            if let first = names[suite.name] {
                diagnostics.error(
                    at: suite.location, "a suite '\(suite.name)' stands already at \(first.short)",
                    fix: "rename one of the two")
            }
            names[suite.name] = suite.location
            guard case .cases(let cases) = suite.body else { continue }
            for one in cases {
                // The rows of a matrix share their place.
                if let first = ids[one.declaredID], first.places != one.places {
                    diagnostics.error(
                        at: one.places[0], "the id '\(one.declaredID)' stands already at \(first.places[0].short)",
                        fix: one.usedAt.isEmpty && first.usedAt.isEmpty
                            ? "ids are unique in a project" : "ids are unique in a project; say as: NAME beside use")
                }
                ids[one.declaredID] = one
            }
        }
    }
}

extension Case {
    /// Where it stands, the suite's own place first.
    fileprivate var places: [SourceLocation] { usedAt + [unit.location] }
}

extension Scope {
    /// The same names, those of `other` with its values.
    fileprivate func replaced(by other: Scope) -> Scope {
        var result = self
        for name in names { result[name] = other[name] ?? self[name] }
        return result
    }
}
