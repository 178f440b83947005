import Checks
import Foundation
import Model
import TestSupport
import Testing

@Suite("Redis steps", .timeLimit(.minutes(1)))
struct RedisStepTests {
    private func scope(_ server: RedisServer) -> Scope {
        Scope(texts: [
            "open": server.url(server.open), "locked": server.url(server.locked),
            "encrypted": server.url(server.encrypted), "ca": server.certificates.authority.certificate,
        ])
    }

    private func run(_ yaml: String) async throws -> StepResult {
        try await Written.run(yaml, scope: scope(try RedisServer.shared()))
    }

    @Test("replies are values and JSON")
    func replies() async throws {
        let ping = try await run(
            #"{redis: {url: "{{locked}}", command: [PING]}, check: {value: PONG, version: {contains: "."}}}"#)
        #expect(ping.refusals == [])
        #expect(ping.response?.hasPrefix("Redis ") == true)
        let key = "list-\(UUID())"
        let push = try await run(
            #"{redis: {url: "{{open}}", command: [RPUSH, \#(key), a, 5]}, mutating: true, check: {value: 2}}"#)
        #expect(push.refusals == [])
        let list = try await run(
            #"{redis: {url: "{{open}}", command: [LRANGE, \#(key), 0, -1]}, check: {value: [a, "5"], assert: [{jsonpath: "$[1]", eq: "5"}]}}"#
        )
        #expect(list.refusals == [])
        let number = try await run(
            #"{redis: {url: "{{open}}", command: [LINDEX, \#(key), 1]}, check: {value: 5}}"#)
        #expect(number.refusals == [], "a text that reads like a number may be compared with one")
    }

    @Test("a server that wants a password and gets none fails the step, as redis-cli does not")
    func noPassword() async throws {
        let server = try RedisServer.shared()
        let result = try await run(
            "{redis: {url: redis://127.0.0.1:\(server.locked), command: [PING]}, check: {value: PONG}}")
        #expect(result.outcome == .failed && result.observations.first?.errorClass == "status")
        #expect(result.refusals.first?.contains("NOAUTH") == true)
    }

    @Test("a key that is not there has no value, whatever is asked of it")
    func absent() async throws {
        func outcome(_ check: String) async throws -> Outcome {
            try await run(
                #"{redis: {url: "{{open}}", command: [GET, absent-\#(UUID())]}, check: {value: \#(check)}}"#
            ).outcome
        }
        #expect(try await outcome("{exists: true}") == .failed)
        #expect(try await outcome("{ne: maintenance}") == .failed)
        #expect(try await outcome("{exists: false}") == .passed)
    }

    @Test("a user who may not choose a database asks the first one")
    func limitedUser() async throws {
        let server = try RedisServer.shared()
        let (name, password) = ("user-\(UUID())", UUID().uuidString)
        let made = try await run(
            #"{redis: {url: "{{locked}}", command: [ACL, SETUSER, \#(name), "on", ">\#(password)", "+ping"]}, mutating: true, check: {value: OK}}"#
        )
        #expect(made.refusals == [])
        let url = "redis://\(name):\(password)@127.0.0.1:\(server.locked)"
        let first = try await run("{redis: {url: '\(url)/0', command: [PING]}, check: {value: PONG}}")
        #expect(first.refusals == [])
        let other = try await run("{redis: {url: '\(url)/1', command: [PING]}, check: {value: PONG}}")
        #expect(other.outcome == .failed)
    }

    @Test("INFO gives connections and memory")
    func info() async throws {
        let result = try await run(
            """
            redis: {url: "{{locked}}", info: true}
            check:
              connected_clients: {gte: 1, lt: 100}
              maxclients: {gt: 1}
              used_memory: {lt: 64MiB, gt: 1KiB}
              maxmemory: 64MiB
              role: master
              assert: [{jsonpath: $.redis_version, type: string}, {jsonpath: $.tcp_port, type: integer}, {jsonpath: $.keyspace, type: object}]
            capture: {clients: {connected_clients: true}}
            """)
        #expect(result.refusals == [])
    }

    @Test("TLS is verified unless told otherwise")
    func tls() async throws {
        func run(_ tls: String) async throws -> StepResult {
            try await self.run(
                #"{redis: {url: "{{encrypted}}", command: [PING], tls: \#(tls)}, check: {value: PONG, tls: {version: {starts_with: TLSv1}}}}"#
            )
        }
        #expect(try await run(#"{ca_file: "{{ca}}"}"#).refusals == [])
        #expect(try await run("{mode: require}").refusals == [])
        let distrusted = try await run("{mode: verify-full}")
        #expect(distrusted.outcome == .failed && distrusted.observations.first?.errorClass == "tls")
    }

    @Test("posture finds a server without a password")
    func posture() async throws {
        let server = try RedisServer.shared()
        func run(_ port: Int) async throws -> StepResult {
            try await Written.run(
                "{redis: {host: 127.0.0.1, port: \(port), posture: true}, check: {password_required: true, tls_offered: true}}"
            )
        }
        let open = try await run(server.open)
        #expect(
            open.refusals == [
                "password_required: expected true, got false", "tls_offered: expected true, got false",
            ])
        #expect(try await run(server.encrypted).outcome == .passed)
        let carded = try await run(server.carded)
        #expect(carded.outcome == .errored, "what was not found out is no pass: \(carded.refusals)")
    }

    @Test(
        "what may write is refused unless the step says mutating",
        arguments: [
            ("[PING]", true), ("[get, x]", true), ("[CONFIG, GET, save]", true), ("[SET, a, b]", false),
            ("[CONFIG, SET, a, b]", false), ("[FLUSHALL]", false), ("[EVAL, 'return 1', '0']", false),
            ("[config]", false), ("[SHUTDOWN]", false),
        ])
    func writing(command: String, mayRun: Bool) {
        let yaml = "redis: {url: redis://127.0.0.1, command: \(command)}, check: {value: x}"
        let step = Written.step("{\(yaml)}")
        #expect((step.action != nil) == mayRun)
        if !mayRun {
            #expect(step.problems.first?.contains("is not among the commands that only read") == true)
        }
        #expect(Written.step("{\(yaml), mutating: true}").action?.isMutating == true)
    }

    @Test("a command that is known only when it runs is looked at then")
    func writingLater() async throws {
        let step = Written.step(
            #"{redis: {url: "redis://127.0.0.1", command: ["{{verb}}", a]}, check: {value: x}}"#,
            scope: Scope(texts: ["verb": "GET"]))
        let context = Written.context(Scope(texts: ["verb": "DEL"]))
        let result = await (try #require(step.action)).run(in: context)
        #expect(result.outcome == .errored && result.refusals.first?.contains("mutating: true") == true)
    }
}
