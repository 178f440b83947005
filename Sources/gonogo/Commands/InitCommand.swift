import ArgumentParser
import Files
import Model

/// Writes a commented project file and a first smoke suite.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented project file and a first smoke suite.",
        discussion: """
            Writes gonogo.yaml and suites/smoke.yaml, and never over a file that is there.

            EXAMPLES
              gonogo init
              gonogo init --directory verification --base-url https://staging.example.com
            """)

    @Option(help: ArgumentHelp("Where to write.", valueName: "dir"))
    var directory = "."

    @Option(help: ArgumentHelp("The target's address.", valueName: "url"))
    var baseURL = "http://127.0.0.1:8080"

    func validate() throws {
        let isPlain = !baseURL.unicodeScalars.contains {
            $0.value < 0x21 || $0 == "\"" || $0 == "\\" || $0.value == 0x7F
        }
        guard baseURL.hasPrefix("http://") || baseURL.hasPrefix("https://"), isPlain else {
            throw ValidationError("--base-url wants an http or https URL")
        }
    }

    func run() throws {
        let files = [
            (Path.join(directory, "gonogo.yaml"), StarterFiles.project(baseURL: baseURL)),
            (Path.join(directory, "suites/smoke.yaml"), StarterFiles.smoke),
        ]
        for (path, _) in files where Directory.isThere(path) {
            throw Stop(.invalid, "error: \(path) is already there\n  fix: remove it, or say --directory DIR\n")
        }
        do throws(FilesError) {
            try Directory.create(Path.join(directory, "suites"))
            for (path, text) in files { try AtomicFile.write(Array(text.utf8), to: path) }
        } catch {
            throw Stop(.reportNotWritten, "error: \(error)\n")
        }
        let flag = directory == "." ? "" : " --project \(Path.join(directory, "gonogo.yaml"))"
        try Console.print(
            files.map { "wrote \($0.0)\n" }.joined() + "next: gonogo validate\(flag), then gonogo run\(flag)\n")
    }
}
