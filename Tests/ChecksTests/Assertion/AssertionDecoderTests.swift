import Model
import Testing

@Suite("Expectations as they are written")
struct AssertionDecoderTests {
    @Test(
        "a mistake in a check is reported at its place",
        arguments: [
            ("status: 20", "2:17 'status' wants a status such as 200 or 2xx, found `20`"),
            ("status: 600", "2:17 'status' wants a status such as 200 or 2xx, found `600`"),
            ("status: 2x", "2:17 'status' wants a status such as 200 or 2xx, found `2x`"),
            ("status: 0200", "2:17 'status' wants a status such as 200 or 2xx, found `0200`"),
            ("status: +20", "2:17 'status' wants a status such as 200 or 2xx, found `+20`"),
            ("status: []", "2:17 'status' is empty"),
            ("exit_code: 0", "2:9 'exit_code' is nothing that a step of kind http finds out"),
            ("tls: {version: TLSv1.3}", "2:15 'tls.version' is nothing"),
            ("assert: [{stdout: x}]", "2:19 'stdout' is nothing"), ("status: {}", "2:17 'status' is empty"),
            ("stauts: 200", "2:9 unknown key 'stauts' in 'check'"),
            ("assert: []", "2:17 'assert' is empty"), ("assert: [{}]", "2:18 'assertion' says nothing to do"),
            ("assert: [{eq: 5}]", "2:18 'assertion' says nothing to do"),
            ("assert: [{jsonpath: $.a}]", "2:18 'jsonpath' says nothing about the value that it finds"),
            ("assert: [{jsonpath: $.a, header: b, eq: 1}]", "2:34 'assertion' has 'jsonpath' and 'header'"),
            ("assert: [{status: 200, gte: 1}]", "2:32 'gte' stands beside its value here"),
            ("assert: [{jsonpath: \"$[\", exists: true}]", "2:29 `$[`: "),
            ("assert: [{jsonpath: a.b, exists: true}]", "2:29 `a.b`: "),
            ("assert: [{xpath: \"//[\", exists: true}]", "2:26 `//[`: "),
            ("assert: [{regex: \"(\", exists: true}]", "2:26 `(`: "),
            ("assert: [{jsonpath: $.a, matches: \"[\"}]", "2:43 `[`: "),
            (
                "assert: [{jsonpath: $.a, type: text}]",
                "2:40 'type' wants one of string, integer, number, boolean, array, object, null, found `text`"
            ),
            ("assert: [{jsonpath: $.a, exists: yes}]", "2:42 'exists' wants true or false, found `yes`"),
            ("assert: [{jsonpath: $.a, exists: }]", "2:42 'exists' has no value"),
            (
                "assert: [{jsonpath: $.a, count: -1}]",
                "2:41 'count' wants a whole number from 0 to 1000000000, found `-1`"
            ), ("assert: [{jsonpath: $.a, one_of: []}]", "2:42 'one_of' is empty"),
            ("assert: [{jsonpath: $.a, not: {}}]", "2:39 'not' is empty"),
            ("assert: [{jsonpath: $.a, not: {eg: 1}}]", "2:40 unknown key 'eg' in 'not'"),
            ("timings: {total: {lt: 800}}", "2:31 a time wants its unit, found `800`"),
            ("timings: {total: 5s}", "2:26 'total' wants a mapping, found `5s`"),
            ("timings: {}", "2:18 'timings' is empty"),
            ("timings: {all: {lt: 1s}}", "2:19 unknown key 'all' in 'timings'"),
            ("bytes: {lt: 5s}", "2:21 a size wants a number, found `5s`"),
            ("bytes: many", "2:16 a size wants a number, found `many`"), ("json: {a: \"<<uuidd>>\"}", "2:15 "),
            ("tls: {}", "2:14 'tls' is empty"),
            ("headers: [a]", "2:18 'headers' wants a mapping, found a list"),
            ("headers: {a: {}}", "2:22 'header' is empty"),
            ("headers: {a: {is: 1}}", "2:23 unknown key 'is' in 'header'"),
        ])
    func mistakes(check: String, problem: String) {
        let step = Written.step("http: {url: http://h/}\ncheck: {\(check)}")
        #expect(step.action == nil)
        #expect(step.problems.contains { $0.hasPrefix(problem) }, "\(step.problems)")
    }

    @Test(
        "a plain text that YAML readers read differently has to be written clearly",
        arguments: [
            "yes", "No", "on", "OFF", "y", "n", "0310", "+5", "0x1F", "0o17", "1_000", "1:30", "12:30:45", ".nan",
            ".inf", "-.INF", "00", "-01", ".5", "5.", "0b11",
        ])
    func ambiguous(text: String) {
        for place in ["check: {assert: [{jsonpath: $.a, eq: \(text)}]}", "check: {json: {a: [\(text)]}}"] {
            let step = Written.step("{http: {url: http://h/}, \(place)}")
            #expect(step.action == nil)
            #expect(step.problems.contains { $0.contains("is a text to some YAML readers") }, "\(step.problems)")
        }
        #expect(
            Written.step(
                "{http: {url: http://h/, json: {a: '\(text)'}}, check: {assert: [{jsonpath: $.a, eq: '\(text)'}]}}"
            ).problems == [])
    }

    @Test(
        "a plain text that only looks a little like a number is text",
        arguments: [
            "1.2.3", "2026-11-20", "10.0.0.1", "v1", "a:b", "1-2", "yesterday", "5s", "1:2:3:4", "EST-000123", "..",
            "-", "+", "1 2",
        ])
    func certain(text: String) {
        #expect(Written.step("{http: {url: http://h/}, check: {json: {a: \"x\", b: \(text)}}}").problems == [])
    }

    @Test(
        "captures have a name, one source and nothing else",
        arguments: [
            ("{t: {}}", "'capture' says nothing to do"),
            ("{t: {jsonpath: $.a, header: b}}", "'capture' has 'jsonpath' and 'header'"),
            ("{t: $.a}", "'t' wants a mapping, found `$.a`"),
            ("{9t: {jsonpath: $.a}}", "'9t' is no name for a variable"), ("{t: {jsonpath: \"$[\"}}", "`$[`: "),
            ("{t: {status: false}}", "'status' wants one of true, found `false`"),
            ("{t: {jsonpath: $.a, secert: true}}", "unknown key 'secert' in 'capture'"),
        ])
    func captures(capture: String, problem: String) {
        let step = Written.step("{http: {url: http://h/}, check: {status: 200}, capture: \(capture)}")
        #expect(step.action == nil)
        #expect(step.problems.contains { $0.contains(problem) }, "\(step.problems)")
    }

    @Test(
        "a step without any check is refused, one that checks by itself is not",
        arguments: [
            ("{http: {url: http://h/}}", ["1:1 the step checks nothing"]),
            ("{http: {url: http://h/}, retry: {attempts: 3}}", ["1:1 the step checks nothing"]),
            ("{http: {url: http://h/}, retry: {until: [{status: 200}]}}", []), ("{tcp: {host: h, port: 1}}", []),
            ("{tls: {host: h}}", []), ("{command: {argv: [x]}}", []),
            (
                "{http: {url: http://h/}, tcp: {host: h, port: 1}, check: {status: 200}}",
                ["1:26 'step' has 'http' and 'tcp'"]
            ), ("{check: {status: 200}}", ["1:1 'step' says nothing to do"]),
            ("{tcp: {host: h, port: 0}}", ["1:23 `0` is no port"]),
            ("{tcp: {host: h, port: 65536}}", ["1:23 `65536` is no port"]),
            ("{tcp: {host: h, port: 080}}", ["1:23 `080` is no port"]),
            ("{command: {argv: []}}", ["1:18 'argv' is empty"]),
            ("{command: {argv: [a], shell: b}}", ["1:23 'command' has 'argv' and 'shell'"]),
            ("{http: {url: http://h/}, check: {status: 200}, retry: {}}", ["1:55 'retry' is empty"]),
            (
                "{http: {url: http://h/}, check: {status: 200}, retry: {attempts: 0}}",
                ["1:66 'attempts' wants a whole number from 1 to 10000, found `0`"]
            ),
            (
                "{http: {url: http://h/}, check: {status: 200}, retry: {attempts: 2, backoff: 0.5}}",
                ["1:78 'backoff' wants a factor from 1 to 10, found `0.5`"]
            ),
        ])
    func steps(step: String, problems: [String]) { #expect(Written.step(step).problems == problems) }
}
