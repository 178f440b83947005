import Foundation
import Host
import JSON
import Model
import TestSupport
import Testing

@testable import Checks

@Suite("The question whether a service is up", .timeLimit(.minutes(1)))
struct ServiceQuestionTests {
    private static func make(_ name: String, process: String? = nil) -> ServiceQuestion {
        ServiceQuestion(name: name, unit: "\(name).service", process: process)
    }

    private static func running(_ name: String, hasTerminal: Bool = false) -> RunningProcess {
        RunningProcess(id: 7, name: name, arguments: [name], hasTerminal: hasTerminal, age: 1, residentBytes: 1)
    }

    private func text(_ fact: String, _ result: MachineReading.Result) -> String {
        Query(kind: .fact(fact), label: fact).find(in: result.evidence, Scope()).summary
    }

    @Test("a process of the service's name is found, and it is told that it was found so")
    func byProcess() throws {
        let result = try Self.make("postgresql@16-main").judge([Self.running("postgresql")])
        #expect(text("active", result) == "true" && text("manager", result) == "\"process\"")
    }

    @Test("a client in somebody's terminal is no service")
    func terminal() {
        #expect(throws: ServiceQuestion.NoAnswer.self) {
            try Self.make("ssh").judge([Self.running("ssh", hasTerminal: true)])
        }
    }

    @Test("a program that the suite names is down when it doesn't run; one that was guessed is not known")
    func missing() throws {
        #expect(text("active", try Self.make("ssh", process: "sshd").judge([Self.running("ssh")])) == "false")
        #expect(throws: ServiceQuestion.NoAnswer.self) { try Self.make("ssh").judge([Self.running("sshd")]) }
        #expect(throws: ServiceQuestion.NoAnswer.self) { try Self.make("ssh").judge([]) }
    }

    /// A program in place of systemctl.
    private func ask(_ script: String, within limit: Duration = .seconds(10)) async throws -> MachineReading.Result {
        let folder = try TestFolder()
        defer { folder.remove() }
        // Written by another process: while any child of this one held the file open for writing, it could not be run.
        let writer = try ChildProgram(
            "/bin/sh", ["-c", #"printf '%s' "$1" > systemctl && chmod 755 systemctl"#, "sh", "#!/bin/sh\n\(script)\n"],
            in: folder.path)
        _ = try await writer.end()
        let path = folder.file("systemctl")
        return try await Self.make("nginx").ask(.systemd(path), within: limit)
    }

    private static let answer = #"printf 'LoadState=%s\nActiveState=%s\nSubState=%s\nNRestarts=2\n'"#

    @Test("systemd is asked about one unit, with nothing of gonogo's environment")
    func scrubbed() async throws {
        let script = """
            [ "$*" = "show --no-pager --property=LoadState,ActiveState,SubState,UnitFileState,NRestarts -- nginx.service" ] || exit 9
            [ "$LC_ALL" = C ] && [ -z "$HOME$USER$SHELL$LD_LIBRARY_PATH" ] || exit 8
            \(Self.answer) loaded active running
            """
        let result = try await ask(script)
        #expect(text("active", result) == "true" && text("restarts", result) == "2")
        #expect(text("manager", result) == "\"systemd\"" && text("substate", result) == "\"running\"")
    }

    @Test(
        "a unit that is not up is told with its state",
        arguments: [
            ("loaded failed failed", "failed"), ("loaded activating auto-restart", "activating"),
            ("not-found inactive dead", "not found"), ("masked inactive dead", "inactive"),
        ])
    func down(states: String, state: String) async throws {
        let result = try await ask("\(Self.answer) \(states)")
        #expect(text("active", result) == "false" && text("state", result) == "\"\(state)\"")
    }

    @Test(
        "a manager that doesn't answer leaves it open",
        arguments: [
            ("exit 1", "systemctl ended with 1"), ("true", "'LoadState' is missing"), ("sleep 60", "did not answer in"),
            ("yes LoadState=loaded | head -c 200000", "more than 64 KiB"),
        ])
    func silent(script: String, words: String) async throws {
        let limit: Duration = script.hasPrefix("sleep") ? .milliseconds(200) : .seconds(10)
        do {
            let result = try await ask(script, within: limit)
            Issue.record("an answer: \(result.summary)")
        } catch {
            #expect("\(error)".contains(words))
        }
    }
}
