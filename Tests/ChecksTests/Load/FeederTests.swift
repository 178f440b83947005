import Checks
import Load
import Model
import TestSupport
import Testing

@Suite("Data that feeds a load", .timeLimit(.minutes(1)))
struct FeederTests {
    private func written(
        _ data: String, http: String = "url: \"http://h/{{user}}\"", load: String = "{users: 2, iterations: 6}"
    )
        -> (action: (any SuiteAction)?, problems: [String], fixes: [String])
    {
        Written.action(
            .performance,
            LoadText.suite([
                "load": load, "data": data, "thresholds": "[{expr: count(errors) < 1}]",
                "scenarios": "[\(LoadText.scenario(steps: ["http: {\(http)}, check: {status: 200}"]))]",
            ]))
    }

    @Test("columns are variables, rows keep their JSON types")
    func rows() throws {
        let plan = try #require(
            written(
                "[{rows: [{user: ann, n: 1}, {user: bob, n: 2}], order: shuffled}, {rows: [{z: q}], order: random, per: user}]"
            )
            .action?.plannedLoad)
        #expect(plan.variables == 3)
        let first = try #require(plan.feeders.first)
        #expect(
            first.rows == [
                [LoadValue("1", isJSON: true), LoadValue("ann")], [LoadValue("2", isJSON: true), LoadValue("bob")],
            ])
        #expect(plan.feeders.map(\.order) == [.shuffled, .random] && plan.feeders.map(\.scope) == [.iteration, .user])
        #expect(Set(plan.feeders.flatMap(\.variables)) == [0, 1, 2])
    }

    @Test("each iteration has its row")
    func dealt() async throws {
        let server = try Answers(answer("x"))
        let written = written(
            "[{rows: [{user: ann}, {user: bob}, {user: cy}]}]", http: "url: \"\(server.url)/{{user}}\"",
            load: "{users: 1, iterations: 5}")
        let outcome = try await #require(written.action).run(in: Written.runContext())
        #expect(outcome.cases.map(\.outcome) == [.passed, .passed])
        let users = server.requests.map { String($0.head.dropFirst(5).prefix { $0 != " " }) }
        #expect(users == ["ann", "bob", "cy", "ann", "bob"])
    }

    @Test(
        "a table that can't be meant is refused",
        arguments: [
            ("[{rows: [{user: a}, {usr: b}]}]", "row 2 has no 'user'"),
            ("[{rows: [{user: a}, {user: b, x: c}]}]", "row 2 has 'x', which the first row has not"),
            ("[{rows: [{}]}]", "the table has no column"),
            ("[{rows: [{user: a}]}, {rows: [{user: b}]}]", "the column 'user' stands in a table above already"),
            ("[{rows: [{\"a b\": a, user: b}]}]", "the column 'a b' is no name for a variable"),
            ("[{rows: [{user: a}], csv: b.csv}]", "'data' has 'rows' and 'csv'"),
            ("[{rows: [{user: a}], order: backwards}]", "'order' wants one of sequential, shuffled, random"),
            ("[{order: random}]", "'data' says nothing to do"), ("[]", "'data' is empty"),
        ])
    func refused(data: String, problem: String) {
        let written = written(data)
        #expect(written.action == nil)
        #expect(written.problems.contains { $0.contains(problem) }, "\(written.problems)")
    }

    @Test("an open model has no users who could keep a row")
    func openModel() {
        let written = written(
            "[{rows: [{user: a}], per: user}]", load: "{model: open, rate: 10rps, duration: 1s}")
        #expect(written.problems.first?.contains("an open model has no users that could keep a row each") == true)
    }

    @Test("a column is nobody's capture")
    func clash() {
        let step = "http: {url: http://h/}, check: {status: 200}, capture: {user: {jsonpath: $.u}}"
        let written = Written.action(
            .performance,
            LoadText.suite([
                "data": "[{rows: [{user: a}]}]", "scenarios": "[\(LoadText.scenario(steps: [step]))]",
            ]))
        #expect(written.problems.contains { $0.contains("'user' is a column of a table under data already") })
    }

    @Test("a column right behind the host holds paths")
    func paths() {
        let paths = written("[{rows: [{user: /a}, {user: /b}]}]", http: "url: \"http://h{{user}}\"")
        #expect(paths.problems == [])
        let names = written("[{rows: [{user: /a}, {user: b}]}]", http: "url: \"http://h{{user}}\"")
        #expect(
            names.problems.first?.contains("'user' stands right behind the host, but its value `b` is no path") == true)
    }
}
