import Host
import JSON
import Model
import Testing

@testable import Checks

@Suite("Steps about the environment's variables")
struct EnvStepTests {
    /// What is found out where the variable has this value.
    private func evidence(
        _ name: String, _ value: String?, isSecret: Bool? = nil, redactor: Redactor = Redactor()
    ) async throws -> Evidence {
        let place = SourceLocation(file: "s.yaml", line: 1, column: 1)
        let probe = EnvProbe(name: Template(name), isSecret: isSecret, location: place) { $0 == name ? value : nil }
        let result = await probe.attempt(
            in: Written.context(redactor: redactor), deadline: .now.advanced(by: .seconds(5)))
        guard case .evidence(let evidence) = result.finding else { throw Written.Invalid(description: "\(result)") }
        return evidence
    }

    private static let value = Query(kind: .fact("value"), label: "value")

    private func found(_ evidence: Evidence) -> Found { Self.value.find(in: evidence, Scope()) }

    private func equals(_ text: String) -> Predicate { .equals(JSONTemplate(constant: .string(text))) }

    @Test("a value that nothing speaks against is shown")
    func shown() async throws {
        #expect(found(try await evidence("LEVEL", "debug")).summary == "\"debug\"")
        #expect(found(try await evidence("KEYBOARD", "us", isSecret: false)).summary == "\"us\"")
    }

    @Test("what is not set has no value, what is empty has")
    func empty() async throws {
        #expect(found(try await evidence("LEVEL", nil)).values.isEmpty)
        for (value, isSet) in [(nil, false), ("", false), ("x", true)] as [(String?, Bool)] {
            guard case .bool(isSet)? = try await evidence("LEVEL", value).facts["set"] else {
                Issue.record("\(value ?? "nothing") counts as the contrary of \(isSet)")
                continue
            }
        }
        let empty = found(try await evidence("LEVEL", ""))
        #expect(Predicate.isEmpty(true).refusal(of: empty, Scope()) == nil)
        #expect(Predicate.exists(true).refusal(of: empty, Scope()) == nil)
    }

    @Test(
        "a value that may be a secret can be judged and is never shown",
        arguments: [
            ("DB_PASSWORD", "abc", nil), ("API_KEY", "canary-value-1", nil),
            ("DATABASE_URL", "postgresql://u:canary-value-2@db/x", nil), ("PLAIN", "canary-value-3", true),
        ] as [(String, String, Bool?)])
    func hidden(name: String, value: String, isSecret: Bool?) async throws {
        let redactor = Redactor()
        let found = found(try await evidence(name, value, isSecret: isSecret, redactor: redactor))
        #expect(equals(value).refusal(of: found, Scope()) == nil)
        for predicate in [equals("other"), .isEmpty(true), .startsWith(Template("zzz")), .not([equals(value)])] {
            let refusal = try #require(predicate.refusal(of: found, Scope()))
            #expect(!refusal.actual.contains(value))
        }
        #expect(!found.summary.contains(value))
        if value.count > 4 { #expect(!redactor.redact("x \(value) y").contains(value)) }
    }

    @Test("a captured secret stays one")
    func captured() async throws {
        let context = Written.context()
        let capture = Capture(
            name: "t", query: Self.value, isSecret: false, location: SourceLocation(file: "s.yaml", line: 1, column: 1))
        let problem = capture.take(from: try await evidence("TOKEN", "canary-value-4"), into: context, step: "s")
        #expect(problem == nil)
        #expect(context.scope["t"]?.isSecret == true && context.scope["t"]?.text == "canary-value-4")
    }
}
