import Checks
import Foundation
import Host
import Model
import TestSupport
import Testing

@Suite("Steps that look at this machine", .timeLimit(.minutes(1)))
struct MachineTests {
    private func run(_ step: String, directory: String = ".") async throws -> StepResult {
        try await Written.run("{\(step)}", directory: directory)
    }

    @Test(
        "what holds on every machine",
        arguments: [
            "cpu: {window: 100ms}, check: {used: {lte: 100%}, cores: {gt: 0}, load1: {gte: 0}, load5: {gte: 0}, load15: {gte: 0}}",
            "memory: {}, check: {used: {gt: 0%, lt: 100%}, available: {gt: 1MiB}, total: {gt: 64MiB}, swap_used: {lte: 100%}}",
            "disk: {path: .}, check: {used: {lte: 100%}, free: {gte: 0}, total: {gt: 1MiB}, mounted_on: {starts_with: /}}",
            "env: {name: PATH}", "env: {name: PATH}, check: {set: true, value: {contains: bin}}",
            "env: {name: GONOGO_TESTS_NEVER_SET_THIS}, check: {set: false}",
            "file: {path: /dev/null}, check: {file_type: device, inside: false, owner: {is_empty: false}}",
            "file: {path: /gone/for/good}, check: {present: false}",
        ])
    func holds(step: String) async throws {
        let result = try await run(step)
        #expect(result.outcome == .passed, "\(result.refusals)")
    }

    @Test(
        "what is not as expected is a finding with a rule of its own",
        arguments: [
            ("cpu: {window: 100ms}, check: {cores: 0}", "preflight/cpu", "cpu cores"),
            ("memory: {}, check: {used: {lt: 0%}}", "preflight/memory", "memory used"),
            ("disk: {path: /}, check: {used: {lt: 0%}}", "preflight/disk", "disk / used"),
            ("disk: {path: /}, check: {free: {lt: 0B}}", "preflight/disk", "disk / free"),
            ("disk: {path: /}, check: {mounted_on: /data}", "preflight/disk", "disk / mounted_on"),
            ("env: {name: GONOGO_TESTS_NEVER_SET_THIS}", "preflight/env", "env GONOGO_TESTS_NEVER_SET_THIS set"),
            ("env: {name: PATH}, check: {set: false}", "preflight/env", "env PATH set"),
            ("file: {path: /gone/for/good}", "preflight/file", "file /gone/for/good present"),
            ("file: {path: /dev/null}, check: {file_type: file}", "preflight/file", "file /dev/null file_type"),
        ])
    func finding(step: String, rule: String, subject: String) async throws {
        let result = try await run(step)
        #expect(result.outcome == .failed, "\(result.refusals)")
        let finding = try #require(result.observations.compactMap(\.finding).first)
        #expect(finding.rule == rule && finding.subject == subject && finding.fix != nil)
        #expect(result.observations.first { $0.finding != nil }?.location != nil)
    }

    @Test(
        "what can't be read is neither passed nor failed",
        arguments: [
            "disk: {path: /gone/for/good}, check: {used: {lt: 100%}}",
            "file: {path: .}, check: {body: {exists: false}}",
            "file: {path: .}, check: {assert: [{regex: x, exists: false}]}",
            "file: {path: /gone/for/good}, check: {present: false, assert: [{regex: DEBUG, exists: false}]}",
        ])
    func unreadable(step: String) async throws {
        let result = try await run(step)
        #expect(result.outcome == .errored, "\(result.refusals)")
        #expect(result.observations.allSatisfy { $0.finding == nil })
    }

    #if os(Linux)
        @Test(
            "a file system that doesn't count says nothing, also not that it is empty",
            arguments: ["used: {lt: 100%}", "inodes_used: {lte: 100%}"])
        func uncounted(check: String) async throws {
            #expect(try await run("disk: {path: /proc}, check: {\(check)}").outcome == .errored)
        }
    #endif

    @Test("what is not there has no size, no mode and no age")
    func missingFacts() async throws {
        for fact in ["size: {lt: 1GiB}", "mode: '0644'", "age: {lt: 365d}", "owner: {ne: root}"] {
            let result = try await run("file: {path: /gone/for/good}, check: {present: false, \(fact)}")
            #expect(result.outcome == .failed, "\(fact)")
        }
    }

    @Test("a figure is shown with its unit")
    func words() async throws {
        let result = try await run("memory: {}, check: {used: {lt: 0%}, total: {lt: 1KiB}}")
        let texts = result.refusals
        #expect(texts.contains { $0.hasPrefix("used: expected < 0%, got ") && $0.hasSuffix("%") })
        #expect(texts.contains { $0.hasPrefix("total: expected < 1KiB, got ") && $0.hasSuffix("iB") }, "\(texts)")
    }

    @Test("the time for a reading ends")
    func late() async throws {
        let step = Written.step("{cpu: {window: 60s}, check: {used: {lt: 100%}}}")
        let context = Written.context(within: .milliseconds(50))
        let result = await (try #require(step.action)).run(in: context)
        #expect(result.outcome == .errored)
        #expect(result.refusals.first?.contains("window of 1m 0s") == true)
    }
}
