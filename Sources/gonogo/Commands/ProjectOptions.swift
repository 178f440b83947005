import ArgumentParser
import Checks
import Files
import Harness
import Model

/// Which project and environment a command is about.
struct ProjectOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The project file.", valueName: "file"))
    var project = "gonogo.yaml"

    @Option(
        name: [.customLong("env"), .customShort("e")],
        help: ArgumentHelp(
            "The environment; without it the only one, or the one called 'local'.", valueName: "name"))
    var environment: String?

    @Option(
        name: .customLong("var"),
        help: ArgumentHelp(
            "Sets a variable; may be repeated, and wins over every other source.", valueName: "name=value"))
    var variables: [String] = []

    func validate() throws {
        for variable in variables where Self.parse(variable) == nil {
            throw ValidationError("--var wants name=value, found '\(variable.clipped(to: 60).printable)'")
        }
    }

    private static func parse(_ text: String) -> (name: String, value: String)? {
        guard let separator = text.firstIndex(of: "=") else { return nil }
        let name = String(text[..<separator])
        return Template.isName(name) ? (name, String(text[text.index(after: separator)...])) : nil
    }

    var flags: [(name: String, value: String)] { variables.compactMap(Self.parse) }

    /// The project with the first of the environments that it declares, else with any: for what is the same in all, or
    /// stands under names that config suites alone know. Environment variables need not be set.
    func loadAny(preferring names: [String]) throws -> LoadedProject {
        let loader = ProjectLoader(
            reader: SourceReader(), stepDefaults: CheckKinds.language.stepDefaults, processEnvironment: [:], flags: [])
        guard let declared = loader.environmentNames(project), !declared.isEmpty else {
            return try load(isLenient: true)
        }
        var options = self
        let known = names.first(where: declared.contains)
        if known == nil, environment == nil || !declared.contains(environment ?? "") {
            options.environment = declared.contains("local") ? "local" : declared.first
        } else if let known {
            options.environment = known
        }
        return try options.load(isLenient: true)
    }

    /// The project and its suites; everything wrong with them ends the program with status 2, told all at once.
    func load(deploymentID: String = "DRY-RUN", isLenient: Bool = false) throws -> LoadedProject {
        let reader = SourceReader()
        guard Directory.isThere(project) else {
            throw Stop(
                .invalid,
                "error: no project file \(project.printable)\n  fix: say --project FILE, or begin one with gonogo init\n"
            )
        }
        let loader = ProjectLoader(
            reader: reader, stepDefaults: CheckKinds.language.stepDefaults,
            processEnvironment: ProcessEnvironment.variables, flags: flags, isLenient: isLenient)
        guard let project = loader.load(self.project, environment: environment, deploymentID: deploymentID) else {
            throw Stop(.invalid, ShownText.of(reader.report, hiding: loader.secrets(in: self.project) + reader.secrets))
        }
        let secrets = project.variables.scope().secrets
        let suites = SuiteLoader(project: project, language: CheckKinds.language, reader: reader).load()
        let planner = Planner(suites: suites, diagnostics: reader.diagnostics)
        let everything = planner.plan(Selection())
        let known = secrets + loader.secrets(in: self.project) + reader.secrets
        let report = ShownText.of(reader.report, hiding: known)
        if reader.diagnostics.hasErrors { throw Stop(.invalid, report) }
        return LoadedProject(
            project: project, suites: suites, planner: planner, everything: everything, redactor: Redactor(known),
            warnings: report)
    }
}

/// A project whose suites are all valid.
struct LoadedProject {
    var project: Project
    var suites: [Suite]
    var planner: Planner
    var everything: Plan
    var redactor: Redactor
    /// Warnings, rendered.
    var warnings: String
}

/// Which part of a project a command is about.
struct SelectionOptions: ParsableArguments {
    @Option(
        name: .customLong("suite"),
        help: ArgumentHelp(
            "Only suites of this name or kind; several by repeating or with commas.", valueName: "name|kind"))
    var suites: [String] = []

    @Option(
        name: .customLong("tag"),
        help: ArgumentHelp(
            "Only what carries this tag; '!tag' leaves out what does. Several: any of them.", valueName: "tag"))
    var tags: [String] = []

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp(
            "Only this case, by id; '*' stands for any text. What it needs runs as well.", valueName: "id"))
    var cases: [String] = []

    var selection: Selection {
        func parts(_ values: [String]) -> [String] { values.flatMap { $0.split(separator: ",").map(String.init) } }
        return Selection(suites: parts(suites), tags: parts(tags), cases: parts(cases))
    }

    /// The plan of what is selected. Nothing at all, or a value that selects nothing, ends the program with status 5:
    /// a check that was asked for and left out must not look like one that passed.
    func plan(_ loaded: LoadedProject) throws -> Plan {
        let selection = selection
        let problems = unmatched(selection, loaded)
        if !problems.isEmpty { throw Stop(.nothingSelected, problems.joined()) }
        let plan = loaded.planner.plan(selection)
        guard plan.units.isEmpty else { return plan }
        let names = loaded.suites.map(\.name).joined(separator: ", ")
        throw Stop(
            .nothingSelected,
            "error: nothing is selected\n  fix: gonogo list shows what there is; suites: \(names.printable)\n")
    }

    /// What is wrong with each value that selects nothing, whatever the others select; with `--suite`, within those suites.
    private func unmatched(_ selection: Selection, _ loaded: LoadedProject) -> [String] {
        let suites = loaded.suites
        let units = loaded.everything.units
        let declared = suites.flatMap { suite in
            if case .cases(let cases) = suite.body { cases.map(\.declaredID) } else { [String]() }
        }
        func problems(_ option: String, _ values: [String], known: [String], _ alone: (String) -> Selection) -> [String]
        {
            values.filter { loaded.planner.plan(alone($0)).units.isEmpty }.map { value in
                let nearest = NearestName.of(value, among: known.filter { $0 != value })
                let fix = nearest.map { "did you mean \(option) \($0)?" } ?? "gonogo list shows what there is"
                return "error: \(option) \(value.clipped(to: 60)) selects nothing".printable
                    + "\n  fix: \(fix.printable)\n"
            }
        }
        let wrongSuites = problems(
            "--suite", selection.suites, known: suites.map(\.name) + suites.map(\.kind.rawValue)
        ) { Selection(suites: [$0]) }
        // Within suites that are wrong themselves everything would be.
        guard wrongSuites.isEmpty else { return wrongSuites }
        let wanted = selection.tags.filter { !$0.hasPrefix("!") }
        return problems("--tag", wanted, known: suites.flatMap(\.tags) + units.flatMap(\.tags)) {
            Selection(suites: selection.suites, tags: [$0])
        }
            + problems("--case", selection.cases, known: declared + units.map(\.id)) {
                Selection(suites: selection.suites, cases: [$0])
            }
    }
}
