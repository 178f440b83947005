import Harness
import Model
import TestSupport
import Testing

@Suite("Project files")
struct ProjectLoaderTests {
    private func project(_ environments: String, more: String = "") -> [String: String] {
        [
            "gonogo.yaml": "version: 1\nproject: P\nsuites: [s/*.yaml]\n\(more)environments:\n\(environments)",
            "s/a.yaml": Self.suite,
        ]
    }

    private static let suite = "suite: a\nkind: smoke\ncases: [{id: A, steps: [{do: pass}]}]\n"

    // MARK: ${NAME}

    @Test(
        "the process environment is put in once, defaults where it has nothing",
        arguments: [
            ("${A}", "x"), ("${A:-d}", "x"), ("${B:-d}", "d"), ("${E:-d}", "d"), ("${B:-}", ""),
            ("a${A}b${A}c", "axbxc"), ("$${A}", "${A}"),
            ("$A", "$A"), ("$$", "$$"), ("${A}$", "x$"), ("${B:-a:-b}", "a:-b"),
            ("${B:-http://h:1/?q=$x}", "http://h:1/?q=$x"), ("${R}", "${A}"),
            ("$${A} and ${A}", "${A} and x"), ("${A}${B:-y}", "xy"), ("plain", "plain"),
        ])
    func expansion(text: String, value: String) throws {
        let loaded = try Workspace(project("  local: {vars: {v: \"\(text)\"}}\n")).load(process: [
            "A": "x", "E": "", "R": "${A}",
        ])
        #expect(loaded.problems == [])
        #expect(loaded.project?.variables.environment["v"]?.text == value)
    }

    @Test(
        "what can't be put in is an error at its place",
        arguments: [
            ("${NOPE}", "the environment variable NOPE is not set"), ("${E}", "the environment variable E is not set"),
            ("${A", "'${' without its '}'"), ("x ${", "'${' without its '}'"),
            ("${}", "'${}' names no environment variable"),
            ("${1A}", "'${1A}' names no environment variable"), ("${A-b}", "'${A-b}' names no environment variable"),
            ("${ A }", "'${ A }' names no environment variable"), ("${a.b}", "'${a.b}' names no environment variable"),
            ("${B:-${A}}", "a default can't hold another '${'"),
        ])
    func badExpansion(text: String, problem: String) throws {
        let loaded = try Workspace(project("  local:\n    vars:\n      v: \"\(text)\"\n")).load(process: [
            "A": "x", "E": "",
        ])
        #expect(loaded.project == nil)
        #expect(loaded.problems == ["gonogo.yaml:7:10 \(problem)"])
    }

    @Test("only the chosen environment has to be complete; outside of environments everything has to be")
    func otherEnvironments() throws {
        let files = project("  local: {base_url: http://h}\n  live: {base_url: \"${LIVE}\", secrets: {t: \"${T}\"}}\n")
        #expect(try Workspace(files).load().problems == [])
        let live = try Workspace(files).load(environment: "live")
        #expect(live.problems.contains("gonogo.yaml:6:20 the environment variable LIVE is not set"))
        #expect(live.problems.contains("gonogo.yaml:6:44 the environment variable T is not set"))
        #expect(live.fixes.first == "set it, or give a default: ${LIVE:-value}")
        let top = try Workspace(project("  local: {base_url: http://h}\n", more: "vars: {v: \"${NOPE}\"}\n")).load()
        #expect(top.problems == ["gonogo.yaml:4:11 the environment variable NOPE is not set"])
    }

    @Test("when a project is only validated, unset variables are no errors")
    func lenient() throws {
        let loaded = try Workspace(project("  local: {vars: {v: \"${NOPE}\"}, secrets: {t: \"${T}\"}}\n")).load(
            isLenient: true)
        #expect(loaded.problems == [])
        #expect(loaded.project?.variables.environment["v"]?.text == Unset.placeholder)
    }

    @Test("typed keys may come from the process environment")
    func typedExpansion() throws {
        let text = "  local:\n    protected: ${P:-false}\n    base_url: ${U:-http://h}\n"
        let more = "policy:\n  max_duration: ${D:-5s}\n  concurrency: ${C:-3}\n"
        let loaded = try Workspace(project(text, more: more)).load(process: ["P": "true", "D": "90s"])
        #expect(loaded.problems == [])
        #expect(loaded.project?.environment == .init(name: "local", baseUrl: "http://h", protected: true))
        #expect(loaded.project?.policy == Policy(maxDurationSeconds: 90, concurrency: 3))
        let wrong = try Workspace(project(text, more: more)).load(process: ["P": "yes", "C": "0"])
        #expect(
            wrong.problems == [
                "gonogo.yaml:6:16 'concurrency' wants a whole number from 1 to 256, found `0`",
                "gonogo.yaml:9:16 'protected' wants true or false, found `yes`",
            ])
    }

    // MARK: Environments

    @Test(
        "the environment is the one asked for, else the only one, else local",
        arguments: [
            ("  one: {}\n", nil, "one"), ("  one: {}\n  local: {}\n", nil, "local"),
            ("  one: {}\n  local: {}\n", "one", "one"),
        ] as [(String, String?, String)])
    func choosing(environments: String, requested: String?, chosen: String) throws {
        let loaded = try Workspace(project(environments)).load(environment: requested)
        #expect(loaded.problems == [])
        #expect(loaded.project?.environment.name == chosen)
    }

    @Test("an environment that isn't there is one error, with the nearest name and all names")
    func unknownEnvironment() throws {
        let files = project("  staging: {base_url: \"${S}\"}\n  production: {base_url: \"${P}\"}\n")
        let loaded = try Workspace(files).load(environment: "stagin")
        #expect(loaded.problems == ["gonogo.yaml:5:3 no environment 'stagin'"])
        #expect(loaded.fixes == ["did you mean 'staging'? environments: staging, production"])
        let none = try Workspace(files).load()
        #expect(none.problems == ["gonogo.yaml:5:3 no environment chosen"])
        #expect(none.fixes == ["say --env NAME; environments: staging, production"])
    }

    @Test("the names of the environments can be listed without any being complete")
    func names() throws {
        let workspace = try Workspace(project("  b: {base_url: \"${S}\"}\n  a: {}\n"))
        let reader = SourceReader()
        let loader = ProjectLoader(
            reader: reader, stepDefaults: MappingShape("defaults", []), processEnvironment: [:], flags: [])
        #expect(loader.environmentNames(workspace.folder.file("gonogo.yaml")) == ["b", "a"])
        #expect(loader.environmentNames(workspace.folder.file("none.yaml")) == nil)
        #expect(reader.diagnostics.hasErrors)
    }

    // MARK: Mistakes

    @Test("mistakes of a project file are all told at once, each at its place")
    func mistakes() throws {
        let text =
            "version: 2\nprojet: P\nsuites: s/*.yaml\nenvironments:\n  local: {base_url: ftp://h, protcted: true}\npolicy: {max_duration: 10}\n"
        let loaded = try Workspace(["gonogo.yaml": text]).load()
        #expect(loaded.project == nil)
        #expect(
            loaded.problems == [
                "gonogo.yaml:1:1 'project file' lacks the key 'project'",
                "gonogo.yaml:1:10 'version' wants 1, found `2`",
                "gonogo.yaml:2:1 unknown key 'projet' in 'project file'",
                "gonogo.yaml:3:9 'suites' wants a list, found `s/*.yaml`",
                "gonogo.yaml:5:21 'base_url' wants an http or https URL, found `ftp://h`",
                "gonogo.yaml:5:30 unknown key 'protcted' in 'environment'",
                "gonogo.yaml:6:24 'max_duration' wants a duration, found `10`",
            ])
        #expect(loaded.fixes[2].hasPrefix("did you mean 'project'? "))
        #expect(loaded.fixes[5].hasPrefix("did you mean 'protected'? "))
    }

    @Test(
        "a file that is no project says so",
        arguments: [
            ("[]", "gonogo.yaml:1:1 'project file' wants a mapping, found a list"),
            ("x", "gonogo.yaml:1:1 'project file' wants a mapping, found `x`"),
            ("", "gonogo.yaml:1:1 the file is empty"),
            ("a: 1\na: 2\n", "gonogo.yaml:2:1 the key 'a' stands here a second time"),
            ("version: 1\nproject: P\nsuites: [a]\nenvironments: {}\n", "gonogo.yaml:4:15 'environments' is empty"),
            ("version: 1\nproject: P\nsuites: []\nenvironments: {a: {}}\n", "gonogo.yaml:3:9 'suites' is empty"),
        ])
    func noProject(text: String, problem: String) throws {
        let loaded = try Workspace(["gonogo.yaml": text]).load()
        #expect(loaded.project == nil)
        #expect(loaded.problems == [problem])
    }

    @Test("a folder or a missing file in the project's place is an error without a place")
    func notAFile() throws {
        let workspace = try Workspace([:])
        let reader = SourceReader()
        #expect(reader.yaml(workspace.folder.path) == nil)
        #expect(reader.yaml(workspace.folder.file("none")) == nil)
        #expect(reader.diagnostics.all.count == 2)
    }

    @Test("defaults stand in for everything that may be left out")
    func defaults() throws {
        let project = try #require(try Workspace(project("  local: {}\n")).load().project)
        #expect(project.policy == Policy())
        #expect(project.environment == .init(name: "local", baseUrl: nil, protected: false))
        #expect(project.reports.directory.hasSuffix("/reports"))
        #expect(project.reports.formats == ["summary", "junit", "json"])
        #expect(project.reports.junitDialect == "junit-10")
    }

    // MARK: Variables

    @Test(
        "a flag beats the process environment, that the environment's vars, those the suite's, and those the project's",
        arguments: [
            (5, "flag", "--var"), (4, "process", "environment variable GONOGO_VAR_v"),
            (3, "environment", "gonogo.yaml:6:27"),
            (2, "suite", "s/a.yaml:3:11"), (1, "project", "gonogo.yaml:4:11"),
        ])
    func precedence(levels: Int, value: String, origin: String) throws {
        let files = [
            "gonogo.yaml":
                "version: 1\nproject: P\nsuites: [s/*.yaml]\nvars: {v: project}\nenvironments:\n  local: {vars: {w: 1\(levels >= 3 ? ", v: environment" : "")}}\n",
            "s/a.yaml":
                "suite: a\nkind: smoke\n\(levels >= 2 ? "vars: {v: suite}" : "# none")\ncases: [{id: A, steps: [{do: pass}]}]\n",
        ]
        let loaded = try Workspace(files).load(
            process: levels >= 4 ? ["GONOGO_VAR_v": "process"] : [:],
            flags: levels >= 5 ? [("v", "first"), ("v", "flag")] : [])
        #expect(loaded.problems == [])
        let variable = try #require(loaded.cases.first?.scope["v"])
        #expect(variable.text == value)
        #expect(variable.origin.hasSuffix(origin))
    }

    @Test("what gonogo sets is there, base_url without its trailing slash")
    func builtIns() throws {
        let variables = try #require(
            try Workspace(project("  local: {base_url: http://h/x/}\n")).load().project?.variables.scope())
        #expect(variables["base_url"]?.text == "http://h/x")
        #expect(variables["environment"]?.text == "local")
        #expect(variables["deployment_id"]?.text == "D-1")
        #expect(variables["environment"]?.origin == "set by gonogo")
    }

    @Test(
        "a secret too short to be masked is told of, by the value that counts",
        arguments: [
            ("abc", [:], 1), ("a", [:], 1), ("abcd", [:], 0), ("", [:], 0), ("${T}", [:], 0),
            ("abcdefgh", ["GONOGO_VAR_token": "ab"], 1),
            ("abc", ["GONOGO_VAR_token": "abcdefgh"], 0),
        ] as [(String, [String: String], Int)])
    func shortSecrets(value: String, process: [String: String], warnings: Int) throws {
        let loaded = try Workspace(project("  local:\n    secrets: {token: \"\(value)\"}\n")).load(
            process: process, isLenient: true)
        #expect(loaded.project != nil)
        #expect(
            loaded.problems
                == Array(
                    repeating: "gonogo.yaml:6:22 the secret 'token' has fewer than 4 characters: it can't be masked",
                    count: warnings))
    }

    @Test("a secret stays one wherever its value comes from or goes to")
    func secrets() throws {
        let environments =
            "  local: {secrets: {token: abcdefgh}, vars: {header: \"Bearer {{token}}\", copy: \"{{token}}\", plain: x}}\n"
        let workspace = try Workspace(project(environments))
        let scope = try #require(workspace.load().project?.variables.scope())
        #expect(["token", "header", "copy", "plain"].map { scope[$0]?.isSecret } == [true, true, true, false])
        #expect(scope["header"]?.text == "Bearer abcdefgh")
        let flagged = try #require(workspace.load(flags: [("token", "other-one")]).project?.variables.scope())
        #expect(flagged["token"] == Variable("other-one", isSecret: true, origin: "--var"))
        let fromProcess = try #require(
            workspace.load(process: ["GONOGO_VAR_token": "third-one"]).project?.variables.scope())
        #expect(fromProcess["token"]?.isSecret == true)
        #expect(Set(scope.secrets.map { $0.reveal() }) == ["abcdefgh", "Bearer abcdefgh"])
    }

    @Test(
        "plain numbers and booleans keep their JSON type, all else is text",
        arguments: [
            ("5", "5"), ("2.50", "2.50"), ("true", "true"), ("FALSE", "false"), ("'5'", nil), ("007", nil),
            ("1e5", "1e5"), ("x", nil), ("+1", nil), ("0x1F", nil), ("1.", nil), ("-3", "-3"),
            ("0.5", "0.5"), ("yes", nil), ("123456789012345", "123456789012345"),
        ] as [(String, String?)])
    func types(text: String, json: String?) throws {
        let loaded = try Workspace(project("  local: {vars: {v: \(text)}}\n")).load()
        #expect(loaded.project?.variables.environment["v"]?.json == json)
    }

    @Test("a whole number that no Double holds keeps its type and every digit")
    func bigNumbers() throws {
        let loaded = try Workspace(project("  local: {vars: {v: 12345678901234567890, w: 0.12345678901234567890}}\n"))
            .load()
        #expect(loaded.project?.variables.environment["v"]?.json == "12345678901234567890")
        #expect(loaded.project?.variables.environment["w"]?.json == "0.12345678901234567890")
    }

    @Test("a variable may refer to those above it, and to nothing below")
    func references() throws {
        let fine = try Workspace(project("  local: {vars: {a: 1, b: \"{{a}}\", c: \"{{environment}}-{{b}}\"}}\n"))
            .load()
        #expect(fine.problems == [])
        #expect(fine.project?.variables.environment["b"]?.json == "1")
        #expect(fine.project?.variables.environment["c"]?.text == "local-1")
        let wrong = try Workspace(project("  local: {vars: {b: \"{{aa}}\", aa: 1}}\n")).load()
        #expect(wrong.problems == ["gonogo.yaml:5:21 no variable 'aa' is known here"])
    }
}
