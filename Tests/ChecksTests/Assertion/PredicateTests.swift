import Model
import TestSupport
import Testing

@Suite("Predicates on what was found")
struct PredicateTests {
    private static let document =
        #"{"n": 5, "d": 1.50, "big": 9007199254740993, "neg": -1, "e": 1e2, "s": "hello", "num": "5", "u": "é", "empty": "", "#
        + #""list": [1, 2, 2.0], "none": [], "obj": {"a": 1}, "bare": {}, "null": null, "yes": true, "long": 0.1000000000000000055511151231257827}"#

    private static let server = Result {
        try Answers(
            answer(
                document,
                headers: [
                    "X-Number: 5", "X-Text: hello", "X-Many: a", "X-Many: b", "X-Empty: ", "Set-Cookie: c=v; Path=/",
                    "Set-Cookie: C=w",
                ]))
    }

    private static let server2 = Result { try Answers(answer("<a><b>1</b><b>2</b><c>x</c></a>")) }

    private func outcome(_ item: String, of server: Result<Answers, any Error> = server) async throws -> Outcome {
        let url = try server.get().url
        let scope = Scope([
            "five": Variable("5", json: "5", origin: "test"), "text": Variable("5", origin: "test"),
            "open": Variable("(", origin: "test"),
        ])
        let result = try await Written.run("{http: {url: \"\(url)/\"}, check: {assert: [{\(item)}]}}", scope: scope)
        #expect(result.observations.count == 1)
        return result.outcome
    }

    @Test(
        "a predicate holds",
        arguments: [
            "jsonpath: $.n, eq: 5", "jsonpath: $.n, eq: 5.0", "jsonpath: $.n, eq: \"{{five}}\"",
            "jsonpath: $.num, eq: '5'", "jsonpath: $.num, eq: \"{{text}}\"",
            "jsonpath: $.n, ne: 6", "jsonpath: $.s, ne: 5", "jsonpath: $.n, lt: 5.1", "jsonpath: $.n, lte: 5",
            "jsonpath: $.n, gt: -1",
            "jsonpath: $.n, gte: 5.000", "jsonpath: $.neg, lt: 0", "jsonpath: $.e, eq: 100", "jsonpath: $.d, eq: 1.5",
            "jsonpath: $.d, lt: 1.51",
            "jsonpath: $.big, eq: 9007199254740993", "jsonpath: $.big, ne: 9007199254740992",
            "jsonpath: $.big, gt: 9007199254740992",
            "jsonpath: $.big, lt: 9007199254740994", "jsonpath: $.long, gt: 0.1", "jsonpath: $.long, ne: 0.1",
            "jsonpath: $.s, eq: hello", "jsonpath: $.s, lt: help",
            "jsonpath: $.s, gte: hello", "jsonpath: $.u, gt: z", "jsonpath: $.s, contains: ell",
            "jsonpath: $.num, contains: 5", "jsonpath: $.list, contains: 2",
            "jsonpath: $.obj, contains: a", "jsonpath: $.s, starts_with: he", "jsonpath: $.n, starts_with: '5'",
            "jsonpath: $.s, ends_with: lo", "body: {contains: \"\\\"s\\\"\"}",
            "jsonpath: $.s, matches: '^h.*o$'", "jsonpath: $.n, matches: '^\\d$'", "jsonpath: $.s, exists: true",
            "jsonpath: $.null, exists: true",
            "jsonpath: $.empty, is_empty: true", "jsonpath: $.none, is_empty: true", "jsonpath: $.bare, is_empty: true",
            "jsonpath: $.null, is_empty: true",
            "jsonpath: $.s, is_empty: false", "jsonpath: $.n, is_empty: false", "jsonpath: $.n, type: integer",
            "jsonpath: $.n, type: number",
            "jsonpath: $.e, type: integer", "jsonpath: $.d, type: number", "jsonpath: $.s, type: string",
            "jsonpath: $.yes, type: boolean",
            "jsonpath: $.list, type: array", "jsonpath: $.obj, type: object", "jsonpath: $.null, type: \"null\"",
            "jsonpath: $.list, count: 3",
            "jsonpath: \"$.list[*]\", count: {gte: 3, lt: 4}", "jsonpath: $.obj, count: 1",
            "jsonpath: \"$.list[?@ > 1]\", count: 2", "jsonpath: $.n, one_of: [1, 5]",
            "jsonpath: $.n, one_of: ['5', 5]",
            "jsonpath: $.s, one_of: [x, hello]", "jsonpath: $.n, not: {eq: 6}", "jsonpath: $.n, not: {eq: 6, lt: 5}",
            "jsonpath: $.s, not: {matches: x}",
            "jsonpath: $.null, eq: null", "jsonpath: $.null, ne: 5", "jsonpath: $.yes, eq: true",
            "jsonpath: $.list, eq: [1, 2, 2]", "jsonpath: $.obj, eq: {a: 1}",
            "jsonpath: \"$.list[*]\", eq: [1, 2, 2]", "header: x-number, eq: 5", "header: X-NUMBER, eq: '5'",
            "header: x-number, lt: 10", "header: x-number, gt: '4'",
            "header: x-text, starts_with: he", "header: x-many, count: 2", "header: x-many, contains: b",
            "header: x-empty, exists: true", "header: x-empty, is_empty: true",
            "cookie: c, eq: v", "cookie: C, eq: w", "regex: '\"s\": \"(\\w+)\"', eq: hello", "regex: hel+o, eq: hello",
            "status: 200", "status: 2xx",
            "status: [404, 200]", "status: [404, 2xx]", "status: {lt: 300}", "version: HTTP/1.1",
            "body: {contains: hello}", "bytes: {lt: 1KiB}",
            "timings: {total: {lt: 60s}}", "redirects: 0", "url: {ends_with: /}",
            "json: {n: 5, obj: {a: \"<<integer>>\"}}",
            // What is not there.
            "jsonpath: $.gone, exists: false", "jsonpath: $.gone, is_empty: true", "jsonpath: $.gone, count: 0",
            "jsonpath: $.gone, not: {exists: true}",
            "header: x-gone, exists: false", "cookie: gone, exists: false", "regex: gone, exists: false",
            "jsonpath: $.gone, not: {count: {gt: 0}}",
        ])
    func holds(item: String) async throws { #expect(try await outcome(item) == .passed) }

    @Test(
        "a predicate does not hold",
        arguments: [
            "jsonpath: $.n, eq: '5'", "jsonpath: $.num, eq: 5", "jsonpath: $.n, eq: \"{{text}}\"",
            "jsonpath: $.num, eq: \"{{five}}\"", "jsonpath: $.n, eq: 6",
            "jsonpath: $.n, ne: 5.0", "jsonpath: $.n, lt: 5", "jsonpath: $.n, gt: 5",
            "jsonpath: $.big, eq: 9007199254740992", "jsonpath: $.big, lte: 9007199254740992",
            "jsonpath: $.long, eq: 0.1", "jsonpath: $.s, lt: hello", "jsonpath: $.s, contains: x",
            "jsonpath: $.list, contains: '2'", "jsonpath: $.obj, contains: 1",
            "jsonpath: $.s, starts_with: ello", "jsonpath: $.s, matches: '^e'", "jsonpath: $.s, exists: false",
            "jsonpath: $.s, is_empty: true", "jsonpath: $.n, is_empty: true",
            "jsonpath: $.d, type: integer", "jsonpath: $.n, type: string", "jsonpath: $.num, type: number",
            "jsonpath: $.list, count: 2", "jsonpath: $.n, one_of: ['5', 6]",
            "jsonpath: $.n, not: {eq: 5}", "jsonpath: $.n, not: {eq: 6, gt: 1}", "jsonpath: $.null, ne: null",
            "header: x-number, eq: 5.0", "header: x-number, gt: 10",
            "header: x-many, eq: a", "header: x-many, count: 1", "cookie: c, eq: w", "status: 404", "status: 5xx",
            "status: [201, 204]", "status: {ne: 200}",
            "bytes: 1", "timings: {total: {gt: 60s}}", "json: {n: 6}", "json: {gone: 1}",
            // Another type than the predicate is about, negated or not.
            "jsonpath: $.n, ne: '5'", "jsonpath: $.s, lt: 5", "jsonpath: $.s, not: {lt: 5}",
            "jsonpath: $.n, contains: 5", "jsonpath: $.n, not: {contains: 5}", "jsonpath: $.list, starts_with: x",
            "jsonpath: $.list, not: {starts_with: x}", "jsonpath: $.list, not: {matches: x}",
            "jsonpath: $.list, not: {count: {lt: abc}}", "jsonpath: $.list, count: {lt: abc}",
            // What is not there satisfies nothing.
            "jsonpath: $.gone, eq: null", "jsonpath: $.gone, ne: 5", "jsonpath: $.gone, lt: 5",
            "jsonpath: $.gone, gte: 0", "jsonpath: $.gone, contains: x",
            "jsonpath: $.gone, starts_with: ''", "jsonpath: $.gone, ends_with: ''", "jsonpath: $.gone, matches: ''",
            "jsonpath: $.gone, exists: true",
            "jsonpath: $.gone, is_empty: false", "jsonpath: $.gone, type: \"null\"", "jsonpath: $.gone, count: 1",
            "jsonpath: $.gone, one_of: [null]",
            "jsonpath: $.gone, not: {eq: 5}", "jsonpath: $.gone, not: {lt: 5}", "jsonpath: $.gone, not: {contains: x}",
            "jsonpath: $.gone, not: {matches: x}",
            "jsonpath: $.gone, not: {type: string}", "jsonpath: $.gone, not: {one_of: [1]}",
            "jsonpath: $.gone, not: {exists: false}", "jsonpath: $.gone, not: {not: {eq: 1}}",
            "header: x-gone, ne: x", "cookie: gone, ne: x", "regex: gone, ne: x", "tls: {days_left: {gt: 1}}",
            "tls: {valid: true}", "timings: {tls: {gt: 60s}}",
            // A body that is not what the query wants.
            "xpath: //b, exists: false", "xpath: //b, count: 0",
        ])
    func doesNotHold(item: String) async throws { #expect(try await outcome(item) == .failed) }

    @Test(
        "what can't be decided is neither",
        arguments: [
            "regex: \"{{open}}\", exists: false", "jsonpath: \"$.{{open}}\", exists: false",
            "jsonpath: $.s, not: {matches: \"{{open}}\"}",
            "jsonpath: $.s, matches: \"{{open}}\"", "xpath: \"//{{open}}\", exists: false",
            "timings: {total: {lt: \"{{five}}\"}}", "timings: {total: {not: {gt: \"{{text}}\"}}}",
        ])
    func undecidable(item: String) async throws { #expect(try await outcome(item) == .errored) }

    @Test(
        "XPath finds texts, numbers and nodes",
        arguments: [
            ("xpath: //c, eq: x", Outcome.passed), ("xpath: //b, count: 2", .passed),
            ("xpath: //b, contains: '2'", .passed), ("xpath: count(//b), eq: 2", .passed),
            ("xpath: boolean(//c), eq: true", .passed), ("xpath: //d, exists: false", .passed),
            ("xpath: //d, ne: x", .failed), ("xpath: number(//c), exists: true", .failed),
            ("xpath: number(//c), not: {gt: 1}", .failed), ("jsonpath: $.a, exists: false", .failed),
            ("json: {a: 1}", .failed),
        ])
    func xpath(item: String, expected: Outcome) async throws {
        #expect(try await outcome(item, of: Self.server2) == expected)
    }

    @Test(
        "the refusal tells what was wanted and what was there",
        arguments: [
            ("jsonpath: $.n, eq: '5'", "jsonpath $.n: expected \"5\", got 5 (a number, not a string)"),
            ("jsonpath: $.gone, eq: 5, message: no price", "no price (jsonpath $.gone: expected 5, got nothing)"),
            (
                "jsonpath: $.gone, not: {eq: 5}",
                "jsonpath $.gone: expected not: 5, got nothing (a missing value satisfies nothing; say exists: false)"
            ),
            ("status: 404", "status: expected 404, got 200"), ("status: 4xx", "status: expected 4xx, got 200"),
            ("header: x-gone, eq: 1", "header x-gone: expected 1, got there is no header 'x-gone'"),
            (
                "jsonpath: $.s, lt: 5",
                "jsonpath $.s: expected < 5, got \"hello\" (a number can only be compared with a number)"
            ),
            ("json: {n: 6}", "json $['n']: expected 6, got 5"),
        ])
    func sentences(item: String, sentence: String) async throws {
        let url = try Self.server.get().url
        let result = try await Written.run("{http: {url: \"\(url)/\"}, check: {assert: [{\(item)}]}}")
        #expect(result.refusals.first == sentence)
    }

    @Test("every difference of a JSON subset is shown at once, by path")
    func subset() async throws {
        let url = try Self.server.get().url
        let result = try await Written.run(
            "{http: {url: \"\(url)/\"}, check: {json: {n: 6, s: \"<<uuid>>\", gone: 1, list: [1]}}}")
        #expect(
            Set(result.observations.map(\.property)).isSuperset(of: ["json $['n']", "json $['s']", "json $['gone']"]))
        #expect(result.outcome == .failed)
    }

    @Test("a name that stands twice in the body fails a JSON subset")
    func duplicateNames() async throws {
        let server = try Answers(answer(#"{"a": 1, "a": 2}"#))
        let result = try await Written.run("{http: {url: \"\(server.url)/\"}, check: {json: {a: 2}}}")
        #expect(result.outcome == .failed)
    }
}
