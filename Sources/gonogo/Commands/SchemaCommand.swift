import ArgumentParser
import Checks
import Harness
import JSON

/// Prints the JSON Schema of the suite format.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of suite files, of the project file or of includes.",
        discussion: """
            EXAMPLES
              gonogo schema > suite.schema.json
              gonogo schema project > project.schema.json
            Editors with a YAML language server then take, as the first line of a suite:
              # yaml-language-server: $schema=suite.schema.json
            """)

    enum Subject: String, ExpressibleByArgument, CaseIterable { case suite, project, include }

    @Argument(help: "suite, project or include.")
    var subject = Subject.suite

    func run() throws {
        let schema =
            switch subject {
            case .suite: JSONSchema.suite(CheckKinds.language)
            case .project: JSONSchema.project(CheckKinds.language)
            case .include: JSONSchema.include(CheckKinds.language)
            }
        try Console.print(JSONWriter(.pretty).text(schema) + "\n")
    }
}
