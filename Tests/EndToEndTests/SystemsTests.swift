import Foundation
import TestSupport
import Testing
import Threads

@Suite("The systems of the source documents")
struct SystemsTests {
    @Test("a good release is a GO, and what its document would have stopped is stopped", arguments: SystemCase.all)
    func verdict(_ one: SystemCase) async throws {
        let target = try await OwnThread.run { Result { try TargetServer(one.target) } }.get()
        defer { target.stop() }
        let folder = try SystemFolder(one.system)
        defer { folder.remove() }
        try one.spoil(folder)
        let ending = try await folder.run(
            one.arguments, environment: one.environment.merging(["BASE_URL": target.url]) { own, _ in own })
        #expect(ending.status == one.status, "\(ending.stdout)\(ending.stderr)")
        let decision = one.status == 1 ? "NO-GO" : "GO"
        #expect(try folder.record().verdict.decision == decision)
        let subjects = try folder.record().verdict.reasons.compactMap(\.subject)
        if let subject = one.subject { #expect(subjects.contains(subject), "\(subjects)") }
        if let rule = one.rule { #expect(ending.stderr.contains("[\(rule)]"), "\(ending.stderr)") }
    }

    @Test("a secret that stands in a release shows in no output", arguments: ["kong-aws-masker", "agent-platform"])
    func secrecy(system: String) async throws {
        let folder = try SystemFolder(system)
        defer { folder.remove() }
        let secret = SystemCase.madeUpToken
        try folder.set("ANTHROPIC_API_KEY", secret, in: "production")
        let ending = try await folder.run(["--suite", "environments"])
        #expect(ending.status == 1, "\(ending.stderr)")
        let written = try folder.text("reports/SYSTEM/run.json") + folder.text("reports/SYSTEM/junit.xml")
        #expect(!(ending.stdout + ending.stderr + written).contains(secret))
    }

    @Test("an AWS identifier that comes through the masker is a NO-GO")
    func unmasked() async throws {
        let identifiers = [
            "AKI" + "AIOSFODNN7EXAMPLE", "i-" + "0abcd1234ef567890", "arn:aws:iam::" + "123456789012:role/deploy",
        ]
        for identifier in identifiers {
            let server = try RawServer.answering("{\"text\": \"see \(identifier) for more\"}")
            defer { server.stop() }
            let folder = try SystemFolder("kong-aws-masker")
            defer { folder.remove() }
            let ending = try await folder.run(["--case", "MASK-003"], environment: ["BASE_URL": server.url])
            #expect(ending.status == 1, "\(identifier): \(ending.stderr)")
            #expect(try folder.record().verdict.reasons.map(\.subject) == ["smoke/MASK-003"])
        }
    }

    @Test("a GO for production remembers the stage of the canary, and the next stage has to wait")
    func canary() async throws {
        let target = try await OwnThread.run { Result { try TargetServer() } }.get()
        defer { target.stop() }
        let folder = try SystemFolder("kong-monitoring")
        defer { folder.remove() }
        func run(_ id: String) async throws -> ChildProgram.Ending {
            try await folder.run(
                ["--env", "production"], id: id,
                environment: ["BASE_URL": target.url, "LOAD_REQUESTS": "4000"])
        }
        let first = try await run("FIRST")
        #expect(first.status == 0, "\(first.stdout)\(first.stderr)")
        #expect(try folder.text("fixtures/environments/kong-monitoring/canary.json").contains(#""stage":"0.1""#))
        try folder.set("EVENT_SAMPLING_RATE", "0.25", in: "production")
        let second = try await run("SECOND")
        #expect(second.status == 1, "\(second.stdout)\(second.stderr)")
        #expect(second.stderr.contains("environments/production/canary/EVENT_SAMPLING_RATE"))
        #expect(try folder.text("fixtures/environments/kong-monitoring/canary.json").contains(#""stage":"0.1""#))
    }

    @Test(
        "Redis: with a password a GO, open to everybody a NO-GO",
        arguments: ["kong-aws-masker", "kong-monitoring", "kis-core"])
    func redis(system: String) async throws {
        let redis = try await OwnThread.run { Result { try RedisServer.shared() } }.get()
        let postgres = try await OwnThread.run { Result { try PostgresServer.shared() } }.get()
        let folder = try SystemFolder(system)
        defer { folder.remove() }
        func run(_ port: Int, _ id: String) async throws -> ChildProgram.Ending {
            try await folder.run(
                id: id, project: "gonogo-servers.yaml",
                environment: ["REDIS_URL": redis.url(port), "DATABASE_URL": postgres.url()])
        }
        let good = try await run(redis.locked, "GOOD")
        #expect(good.status == 0, "\(good.stdout)\(good.stderr)")
        let bad = try await run(redis.open, "BAD")
        #expect(bad.status == 1, "\(bad.stdout)\(bad.stderr)")
        #expect(bad.stderr.contains("password_required"), "\(bad.stderr)")
    }

    @Test(
        "strict transport security of ION Mentoring's edge",
        arguments: [("strict", 0), ("lax", 1)] as [(String, Int32)])
    func edge(route: String, status: Int32) async throws {
        let nginx = try await OwnThread.run { Result { try NginxServer.shared() } }.get()
        let folder = try SystemFolder("ion-mentoring")
        defer { folder.remove() }
        let ending = try await folder.run(
            project: "gonogo-servers.yaml",
            environment: [
                "EDGE_URL": "\(nginx.tlsURL)/\(route)", "CA_FILE": nginx.certificates.authority.certificate,
            ])
        #expect(ending.status == status, "\(ending.stdout)\(ending.stderr)")
        #expect(ending.stderr.contains("edge/EDGE-HSTS-001") == (status == 1))
    }

    @Test("probes are skipped in production, where nothing is tried")
    func protected() async throws {
        let target = try await OwnThread.run { Result { try TargetServer(["--fault", "jwt,rate-limit"]) } }.get()
        defer { target.stop() }
        let folder = try SystemFolder("ion-mentoring")
        defer { folder.remove() }
        let ending = try await folder.run(
            ["--env", "production", "--suite", "security,smoke"], environment: ["BASE_URL": target.url])
        #expect(ending.status == 0, "\(ending.stdout)\(ending.stderr)")
        #expect(try folder.record().cases.filter { $0.id.contains("JWT") }.allSatisfy { $0.outcome == "skipped" })
    }
}
