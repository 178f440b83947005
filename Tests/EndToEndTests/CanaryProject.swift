import Foundation
import TestSupport
import Testing

/// A project that has a canary in every place where people put a secret, and what drives it through its failures.
struct CanaryProject {
    let workspace: Workspace
    let environment: [String: String]
    let canaries: Canaries
    /// The files with canaries in them, by name.
    let files: [String: String]

    /// `target` answers with what it was sent, `issuer` with the canaries planted so far; `down` is where nobody listens.
    init(target: String, issuer: String, down: String, silent: String, _ planted: Canaries) throws {
        var planted = planted
        func yaml(_ text: String) -> String {
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }
        func authority(_ url: String) -> String { url.replacing("http://", with: "") }
        func plant(_ position: String, isPlain: Bool = false) -> String {
            yaml(planted.plant(position, isPlain: isPlain))
        }

        let process = [
            "FROM_PROCESS": planted.plant("process environment"),
            "GONOGO_VAR_override_token": planted.plant("GONOGO_VAR_"),
        ]
        let userInfo = planted.plant("user information of base_url", isPlain: true)
        let project = """
            version: 1
            project: canaries
            suites: [suite.yaml, load.yaml, config.yaml]
            vars: {project_password: \(plant("vars of the project"))}
            environments:
              test:
                base_url: \(target.replacing("http://", with: "http://me:\(userInfo)@"))
                vars: {target: \(target), issuer: \(issuer), down: \(down), silent: \(silent), environment_token: \(plant("vars of the environment"))}
                secrets: {declared: \(plant("secrets of the environment")), process: "${FROM_PROCESS}", override_token: x}
            policy: {max_duration: "120s"}
            reports: {formats: [summary, junit, json]}

            """
        let body = planted.plant("body text", isPlain: true)
        let suite = """
            suite: positions
            kind: integration
            vars: {suite_api_key: \(plant("vars of a suite"))}
            cases:
              - id: HEADERS
                steps:
                  - http:
                      url: "{{target}}/"
                      headers: {Authorization: \(yaml("Bearer " + planted.plant("Authorization header", isPlain: true))), X-Api-Key: \(plant("X-Api-Key header", isPlain: true)), Cookie: \(yaml("a=b; session=" + planted.plant("Cookie header", isPlain: true)))}
                    check: {status: 200, body: nothing, headers: {x-echo: nothing}}
              - id: AUTH
                steps:
                  - {http: {url: "{{target}}/", auth: {bearer: \(plant("auth bearer", isPlain: true))}, cookies: {flavour: \(plant("cookies", isPlain: true))}}, check: {body: nothing}}
                  - {http: {url: "{{target}}/", auth: {basic: {user: me, password: \(plant("auth basic"))}}}, check: {body: nothing}}
              - id: BODIES
                steps:
                  - {http: {url: "{{target}}/", method: POST, json: {user: {password: \(plant("json body"))}}}, check: {body: nothing, status: 200}}
                  - {http: {url: "{{target}}/", form: {client_secret: \(plant("form body"))}}, check: {body: nothing}}
                  - {http: {url: "{{target}}/?api_key=\(planted.plant("literal query", isPlain: true))", query: {access_token: \(plant("query"))}}, check: {url: nothing, body: nothing}}
                  - {http: {url: "{{target}}/", method: POST, body: "password=\(body) and more"}, check: {body: nothing}}
                  - {http: {url: "{{target}}/{{declared}}/{{process}}/{{environment_token}}", json: ["{{project_password}}", "{{suite_api_key}}", "{{override_token}}"]}, check: {body: nothing, json: {x: 1}}}
              - id: ANSWERS
                steps:
                  - {http: {url: "{{issuer}}/login"}, check: {status: 404, body: nothing, headers: {set-cookie: nothing}, json: {access_token: other}}}
                  - {http: {url: "{{issuer}}/login"}, capture: {session_token: {jsonpath: $.access_token}, plain: {jsonpath: $.plain, secret: true}}, check: {status: 200}}
              - id: USED
                steps:
                  - {http: {url: "{{issuer}}/login"}, capture: {plain: {jsonpath: $.plain, secret: true}}, check: {status: 200}}
                  - {http: {url: "{{target}}/{{plain}}", auth: {bearer: "{{plain}}"}}, check: {body: nothing}}
              - id: COMMAND
                steps:
                  - {command: {shell: "cat /proc/[0-9]*/cmdline >>argv.seen 2>/dev/null; env; env >&2; exit 3", env: {DECLARED: "{{declared}}", DB_PASSWORD: \(plant("env of a command"))}}, check: {stdout: nothing, stderr: nothing}}
              - id: TIMEOUT
                steps: [{command: {shell: "env; sleep 20", env: {DECLARED: "{{declared}}"}, timeout: 200ms}}]
              - id: DOWN
                steps: [{http: {url: "{{down}}/{{declared}}", auth: {bearer: "{{declared}}"}}, check: {status: 200}}]
              - id: SILENT
                steps: [{http: {url: "{{silent}}/{{declared}}", timeout: 200ms, proxy: "{{target}}"}, check: {status: 200}}]
              - id: DATABASES
                severity: warn
                steps: [{postgres: {url: "postgresql://u:\(planted.plant("DSN of a postgres step", isPlain: true))@\(authority(down))/d", query: "SELECT '{{declared}}'", timeout: 1s}, check: {value: x}}]
              - id: DATABASE_THAT_IS_NONE
                steps: [{postgres: {url: "postgresql://u:\(planted.plant("DSN of a postgres step at an odd server", isPlain: true))@\(authority(target))/d?sslmode=disable", query: SELECT 1, timeout: 1s}, check: {value: x}}]
              - id: CACHE
                steps: [{redis: {url: "redis://:\(planted.plant("DSN of a redis step", isPlain: true))@\(authority(target))/0", command: [GET, "{{declared}}"], timeout: 1s}, check: {value: x}}]
              - id: CACHE_SILENT
                steps: [{redis: {url: "redis://:\(planted.plant("DSN of a redis step without an answer", isPlain: true))@\(authority(silent))/0", command: [PING], timeout: 200ms}, check: {value: x}}]
              - id: CONNECTION
                steps: [{tcp: {url: "postgresql://u:\(planted.plant("DSN of a tcp step", isPlain: true))@\(authority(down))/d", timeout: 1s}}]
              - id: VARIABLE
                steps: [{env: {name: FROM_PROCESS}, check: {value: {starts_with: "vault:"}}}]
              - id: CONTENTS
                steps: [{file: {path: production.env}, check: {body: nothing, assert: [{regex: "API_KEY=(.*)", eq: x}]}}]
              - id: PLAN
                steps: [{change_plan: {file: plan.yaml}}]
              - id: TABLE
                matrix: {csv: table.csv}
                steps: [{http: {url: "{{target}}/{{password}}"}, check: {body: nothing}}]

            """
        let load = """
            suite: load
            kind: performance
            load: {users: 2, iterations: 20}
            data: [{csv: table.csv}]
            scenarios:
              - name: all
                steps:
                  - {name: "with {{declared}}", http: {method: POST, url: "{{target}}/{{declared}}", auth: {bearer: "{{process}}"}, headers: {X-Auth-Token: \(plant("header under load", isPlain: true))}, json: {key: "{{password}}", secret: \(plant("body under load"))}}, check: {status: 200, body: nothing}}
            thresholds: [{expr: "ratio(errors) <= 1%"}]

            """
        let config = """
            suite: config
            kind: config
            sources:
              staging: [{file: staging.yaml}, {file: staging.json}]
              production: [{file: production.env}]
            keys:
              API_KEY: {type: int}
              DATABASE_URL: {type: dsn, schemes: [mysql]}
              SOME_PASSWORD: {equals: \(plant("expected value of a key"))}
              ANYTHING: {secret: true, type: port}
            parity: {must_differ: {keys: [API_KEY, DATABASE_URL.password]}, must_equal: {keys: [SOME_PASSWORD]}}
            security: {scan: ["logs/*", "other.yaml"], files: {mode: "0600"}}

            """
        let env = """
            API_KEY=\(planted.plant("config file", isPlain: true))
            DATABASE_URL=postgres://u:\(planted.plant("DSN of a config file", isPlain: true))@db.internal:5432/app
            SOME_PASSWORD='\(planted.plant("password of a config file", isPlain: true))'
            ANYTHING="\(planted.plant("secret by the suite's word", isPlain: true))"
            UNKNOWN_TOKEN=\(planted.plant("key that the suite doesn't know", isPlain: true))
            BROKEN_SECRET="\(planted.plant("unterminated quote", isPlain: true))

            """
        let shared = planted.plant("secret of another environment", isPlain: true)
        workspace = try Workspace()
        files = [
            "staging.yaml": """
            API_KEY: \(planted.plant("YAML config file", isPlain: true))
            DATABASE_URL: postgres://u:\(shared)@db.internal/app
            nested: {token: [\(planted.plant("list in a YAML config file", isPlain: true))]}

            """,
            "staging.json": #"{"SOME_PASSWORD": "\#(planted.plant("JSON config file", isPlain: true))", "broken": "#,
            "other.yaml": "mail:\n  password: \(planted.plant("scanned file", isPlain: true))\n",
            "logs/app.log": "GET /?token=\(planted.plant("log", isPlain: true)) 200\nconnected with \(shared)\n",
            "plan.yaml":
                "approval: {technical: {approver: x, api_token: \(planted.plant("change plan", isPlain: true))}}\n",
            "gonogo.yaml": project, "suite.yaml": suite, "load.yaml": load, "config.yaml": config,
            "production.env": env, "table.csv": "id,password\n1,\(planted.plant("table", isPlain: true))\n",
        ]
        let logs = workspace.folder.file("logs")
        try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
        for (name, text) in files { try workspace.folder.write(name, text) }
        environment = process
        canaries = planted
    }

    /// Every file that was written, beside the project's own, by its path.
    func written() throws -> [(path: String, text: String)] {
        let manager = FileManager.default
        guard let paths = manager.enumerator(atPath: workspace.path)?.compactMap({ $0 as? String }) else { return [] }
        return paths.filter { files[$0] == nil }.compactMap { path in
            manager.contents(atPath: workspace.folder.file(path)).map { (path, String(decoding: $0, as: UTF8.self)) }
        }
    }

    /// Nothing may show in the program's output or in any file that it has written.
    func expectNoLeak(of ending: ChildProgram.Ending, _ what: String = "") throws {
        let texts = [("stdout", ending.stdout), ("stderr", ending.stderr)] + (try written())
        for (place, text) in texts {
            let leaks = canaries.found(in: text + place)
            #expect(leaks.isEmpty, "\(leaks) in \(place) \(what):\n\(Self.around(text, canaries))")
        }
    }

    /// The lines that leak, for whoever has to find out why.
    private static func around(_ text: String, _ canaries: Canaries) -> String {
        text.components(separatedBy: "\n").filter { !canaries.found(in: $0).isEmpty }.prefix(5)
            .map { String($0.prefix(2_000)) }.joined(separator: "\n")
    }
}
