import Checks
import Model
import Testing

@Suite("Limits that want their unit")
struct UnitTests {
    @Test(
        "what could be meant otherwise is refused, with what to write",
        arguments: [
            ("memory: {}", "used: {lt: 80}", "a share of the whole is a percentage", "write 80%"),
            ("memory: {}", "used: {lt: 0.8}", "a share of the whole is a percentage", "write 80%"),
            ("memory: {}", "used: {lt: 180}", "a share of the whole is a percentage", "at most 100%"),
            ("memory: {}", "used: {lt: 180%}", "a share of the whole is a percentage", "such as 80%"),
            ("memory: {}", "used: {lt: -1%}", "a share of the whole is a percentage", "such as 80%"),
            ("memory: {}", "used: {lt: NaN%}", "a share of the whole is a percentage", "such as 80%"),
            ("memory: {}", "used: {not: {gt: 80}}", "a share of the whole is a percentage", "write 80%"),
            ("memory: {}", "used: {lt: [80%]}", "a share of the whole is a percentage", "such as 80%"),
            ("memory: {}", "used: 80%", "what is measured is never exactly this", "lt, lte, gt or gte"),
            ("memory: {}", "used: {one_of: [80%]}", "what is measured is never exactly this", "lt, lte, gt or gte"),
            ("memory: {}", "used: {matches: x}", "'matches' says nothing about a figure", "lt, lte, gt or gte"),
            ("memory: {}", "available: {gt: 512}", "a size wants its unit", "such as 512MiB or 5GiB"),
            ("memory: {}", "available: {gt: 5Gb}", "a size wants its unit", "such as 512MiB or 5GiB"),
            ("memory: {}", "available: {gt: 5%}", "a size wants its unit", "such as 512MiB or 5GiB"),
            ("file: {path: a}", "age: {lt: 24}", "a time wants its unit", "such as 30m, 24h or 7d"),
            ("file: {path: a}", "age: {lt: 1w}", "a time wants its unit", "such as 30m, 24h or 7d"),
            (
                "file: {path: a}", "mode: 0600", "a mode has four octal digits, in quotes",
                "such as \"0600\" or \"0644\""
            ),
            ("file: {path: a}", "mode: 600", "a mode has four octal digits, in quotes", "such as \"0600\" or \"0644\""),
            (
                "file: {path: a}", "mode: '0680'", "a mode has four octal digits, in quotes",
                "such as \"0600\" or \"0644\""
            ),
            (
                "file: {path: a}", "mode: {lte: '0640'}",
                "modes are sets of permissions, of which none is more than the other", "eq, one_of or matches"
            ),
            (
                "tls: {host: a}", "tls: {expires_in: {gt: 30}}",
                "what is left of a lifetime is a time, a share, or the lesser of both",
                "such as 30d, 33%, or 30d or 33%"
            ),
            (
                "tls: {host: a}", "tls: {expires_in: {gt: 30d or 20d}}",
                "what is left of a lifetime is a time, a share, or the lesser of both",
                "such as 30d, 33%, or 30d or 33%"
            ),
        ])
    func refused(kind: String, check: String, message: String, fix: String) throws {
        let step = Written.step("{\(kind), check: {\(check)}}")
        #expect(step.action == nil)
        #expect(step.problems.count == 1 && step.problems.first?.contains(message) == true, "\(step.problems)")
        #expect(step.fixes.first == fix)
    }

    @Test("a variable that is known before the run is looked at too")
    func knownVariable() {
        let scope = Scope(texts: ["limit": "80"])
        let step = Written.step("{memory: {}, check: {used: {lt: \"{{limit}}\"}}}", scope: scope)
        #expect(step.action == nil && step.problems.first?.contains("a share of the whole") == true)
    }

    @Test(
        "a variable that turns out to have no unit decides nothing, negated or not",
        arguments: ["used: {lt: \"{{limit}}\"}", "used: {not: {gt: \"{{limit}}\"}}", "available: {gt: \"{{limit}}\"}"],
        [Variable("80", json: "80", origin: "test"), Variable("80", origin: "test"), Variable("NaN%", origin: "test")])
    func lateVariable(check: String, limit: Variable) async throws {
        let known = Scope(texts: ["limit": check.hasPrefix("used") ? "80%" : "80MiB"])
        let step = Written.step("{memory: {}, check: {\(check)}}", scope: known)
        let result = await (try #require(step.action)).run(in: Written.context(Scope(["limit": limit])))
        #expect(result.outcome == .errored)
    }

    @Test(
        "facts of another kind are refused by name",
        arguments: [
            ("cpu: {}", "free: {gt: 5GiB}"), ("disk: {path: /}", "available: {gt: 5GiB}"),
            ("memory: {}", "inside: true"),
        ])
    func otherFacts(kind: String, check: String) {
        let problems = Written.step("{\(kind), check: {\(check)}}").problems
        #expect(problems.first?.contains("is nothing that a step of kind") == true, "\(problems)")
    }

    @Test(
        "what no machine could be asked is refused",
        arguments: [
            ("cpu: {window: 50ms}, check: {used: {lt: 80%}}", "'window' is 50 ms"),
            ("cpu: {window: 61s}, check: {used: {lt: 80%}}", "'window' is 1m 1s"),
            ("cpu: {}", "the step checks nothing"), ("memory: {}", "the step checks nothing"),
            ("disk: {path: /}", "the step checks nothing"), ("disk: {}", "'disk' lacks the key 'path'"),
            ("service: {name: \"nginx*\"}", "no service has such a name"),
            ("service: {name: --host=x}", "no service has such a name"), ("process: {}", "'process' is empty"),
            ("process: {command_matches: \"(\"}", "`(`"), ("env: {name: $HOME}", "no variable has such a name"),
            ("env: {name: A=B}", "no variable has such a name"),
            ("file: {path: a, max_body: 65MiB}", "'max_body' is more"),
            ("file: {paht: a}", "unknown key 'paht'"), ("tcp: {host: a}", "'tcp' lacks the key 'port'"),
            ("tcp: {url: \"redis://a\", port: 1}", "'port' stands beside 'url'"),
            ("tcp: {host: a, url: \"redis://a\"}", "'tcp' has 'host' and 'url'"),
            ("tcp: {port: 1}", "says nothing to do"),
        ])
    func nonsense(step: String, message: String) {
        let problems = Written.step("{\(step)}").problems
        #expect(problems.contains { $0.contains(message) }, "\(problems)")
    }
}
