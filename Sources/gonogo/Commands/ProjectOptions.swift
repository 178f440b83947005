import ArgumentParser
import Checks
import Files
import Harness
import Model

/// Which project and environment a command is about.
struct ProjectOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The project file.", valueName: "file"))
    var project = "gonogo.yaml"

    @Option(name: [.customLong("env"), .customShort("e")], help: ArgumentHelp(
        "The environment; without it the only one, or the one called 'local'.", valueName: "name"))
    var environment: String?

    @Option(name: .customLong("var"), help: ArgumentHelp(
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

    /// The project and its suites; everything wrong with them ends the program with status 2, told all at once.
    func load(deploymentID: String = "DRY-RUN", isLenient: Bool = false) throws -> LoadedProject {
        let reader = SourceReader()
        guard Directory.isThere(project) else {
            throw Stop(.invalid, "error: no project file \(project.printable)\n  fix: say --project FILE, or begin one with gonogo init\n")
        }
        let loader = ProjectLoader(
            reader: reader, stepDefaults: CheckKinds.language.stepDefaults,
            processEnvironment: ProcessEnvironment.variables, flags: flags, isLenient: isLenient)
        guard let project = loader.load(self.project, environment: environment, deploymentID: deploymentID) else {
            throw Stop(.invalid, reader.report)
        }
        let redactor = Redactor(project.variables.scope().secrets)
        let suites = SuiteLoader(project: project, language: CheckKinds.language, reader: reader).load()
        let planner = Planner(suites: suites, diagnostics: reader.diagnostics)
        let everything = planner.plan(Selection())
        let report = redactor.redact(reader.report)
        if reader.diagnostics.hasErrors { throw Stop(.invalid, report) }
        return LoadedProject(project: project, suites: suites, planner: planner, everything: everything, redactor: redactor, warnings: report)
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
    @Option(name: .customLong("suite"), help: ArgumentHelp(
        "Only suites of this name or kind; several by repeating or with commas.", valueName: "name|kind"))
    var suites: [String] = []

    @Option(name: .customLong("tag"), help: ArgumentHelp(
        "Only what carries this tag; '!tag' leaves out what does. Several: any of them.", valueName: "tag"))
    var tags: [String] = []

    @Option(name: .customLong("case"), help: ArgumentHelp(
        "Only this case, by id; '*' stands for any text. What it needs runs as well.", valueName: "id"))
    var cases: [String] = []

    var selection: Selection {
        func parts(_ values: [String]) -> [String] { values.flatMap { $0.split(separator: ",").map(String.init) } }
        return Selection(suites: parts(suites), tags: parts(tags), cases: parts(cases))
    }

    /// The plan of what is selected; nothing ends the program with status 5, and names what there is.
    func plan(_ loaded: LoadedProject) throws -> Plan {
        let plan = loaded.planner.plan(selection)
        guard plan.units.isEmpty else { return plan }
        let names = loaded.suites.map(\.name)
        let ids = loaded.everything.units.map(\.id)
        var hints: [String] = []
        for wanted in selection.suites {
            if let nearest = NearestName.of(wanted, among: names + SuiteKindName.allCases.map(\.rawValue)), nearest != wanted {
                hints.append("did you mean --suite \(nearest)?")
            }
        }
        for wanted in selection.cases {
            if let nearest = NearestName.of(wanted, among: ids), nearest != wanted { hints.append("did you mean --case \(nearest)?") }
        }
        let hint = hints.isEmpty ? "gonogo list shows what there is" : hints.joined(separator: " ")
        throw Stop(.nothingSelected, "error: nothing is selected\n  fix: \(hint); suites: \(names.joined(separator: ", "))\n")
    }
}
