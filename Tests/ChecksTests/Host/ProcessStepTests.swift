import Checks
import Foundation
import Host
import Model
import TestSupport
import Testing

#if os(Linux)
    @Suite("Process and service steps", .timeLimit(.minutes(1)))
    struct ProcessStepTests {
        /// A program of its own name that waits, and a folder with its id in a file.
        private struct Sleeper {
            let folder: TestFolder
            let name: String
            private let program: ChildProgram

            init() async throws {
                folder = try TestFolder()
                name = "sleep\(UInt32.random(in: 100_000...999_999))"
                program = try ChildProgram(
                    "/bin/sh", ["-c", "cp /bin/sleep \(name) && echo $$ > pid && exec ./\(name) 300"], in: folder.path)
                while try !Host.processes().contains(where: { $0.name == name }) {
                    try await Task.sleep(for: .milliseconds(5))
                }
            }

            func stop() async throws {
                program.send(SIGKILL)
                _ = try await program.end()
                folder.remove()
            }
        }

        /// Does something while the program runs.
        private func withSleeper(_ body: (Sleeper) async throws -> Void) async throws {
            let sleeper = try await Sleeper()
            do { try await body(sleeper) } catch {
                try await sleeper.stop()
                throw error
            }
            try await sleeper.stop()
        }

        private func run(_ step: String, _ sleeper: Sleeper) async throws -> StepResult {
            try await Written.run("{\(step)}", directory: sleeper.folder.path)
        }

        @Test("a process is found by name, by its id in a file, by its command line, and by all of these")
        func found() async throws {
            try await withSleeper { sleeper in
                let facts =
                    "processes: 1, oldest: {lt: 1m}, youngest: {lt: 1m}, rss: {gt: 1KiB, lt: 1GiB}, descriptors: {gte: 1}"
                for search in [
                    "name: \(sleeper.name)", "pid_file: pid", "command_matches: '\(sleeper.name) 300$'",
                    "name: \(sleeper.name), pid_file: pid, command_matches: 300",
                ] {
                    let result = try await run("process: {\(search)}, check: {\(facts)}", sleeper)
                    #expect(result.outcome == .passed, "\(search): \(result.refusals)")
                }
            }
        }

        @Test("what does not run is a finding, and no error where nothing should run")
        func notRunning() async throws {
            let result = try await Written.run("{process: {name: gonogo-tests-never-run-this}}")
            let finding = try #require(result.observations.first?.finding)
            #expect(finding.rule == "preflight/process")
            #expect(finding.subject == "process gonogo-tests-never-run-this processes")
            let none = try await Written.run(
                "{process: {name: gonogo-tests-never-run-this}, check: {processes: 0}}")
            #expect(none.outcome == .passed)
            #expect(try await Written.run("{process: {pid_file: .}, check: {processes: 0}}").outcome == .errored)
        }

        @Test("stolen time is a share of all")
        func steal() async throws {
            let result = try await Written.run("{cpu: {window: 100ms}, check: {steal: {gte: 0%, lte: 100%}}}")
            #expect(result.outcome == .passed, "\(result.refusals)")
        }

        @Test("the id of another program's process is not taken for it")
        func staleID() async throws {
            try await withSleeper { sleeper in
                let result = try await run("process: {name: redis-server, pid_file: pid}", sleeper)
                #expect(result.refusals == ["processes: expected >= 1, got 0"])
            }
        }

        @Test("without a pid file nothing runs; one with something else in it decides nothing")
        func pidFiles() async throws {
            try await withSleeper { sleeper in
                try sleeper.folder.write("bad", "none\n")
                try sleeper.folder.write("zero", "0\n")
                try sleeper.folder.write("empty", "")
                #expect(try await run("process: {pid_file: gone}", sleeper).outcome == .failed)
                for name in ["bad", "zero", "empty"] {
                    #expect(try await run("process: {pid_file: \(name)}", sleeper).outcome == .errored, "\(name)")
                }
            }
        }

        @Test("what has ended is gone")
        func ended() async throws {
            let sleeper = try await Sleeper()
            let name = sleeper.name
            try await sleeper.stop()
            #expect(try await Written.run("{process: {name: \(name)}}").outcome == .failed)
        }

        @Test("the command line, which may hold secrets, is not shown")
        func commandLine() async throws {
            try await withSleeper { sleeper in
                let result = try await run("process: {name: \(sleeper.name)}, check: {processes: 5}", sleeper)
                #expect(!"\(result)".contains("300"))
            }
        }

        @Test(
            "without a service manager the list of processes decides, where the program was named",
            .enabled(if: !FileManager.default.fileExists(atPath: "/run/systemd/system")))
        func service() async throws {
            let down = try await Written.run("{service: {name: nginx, process: gonogo-tests-never-run-this}}")
            #expect(down.refusals == ["active: expected true, got false"])
            #expect(down.observations.first?.finding?.rule == "preflight/service")
            let unknown = try await Written.run("{service: {name: gonogo-tests-never-run-this}}")
            #expect(unknown.outcome == .errored)
            #expect(unknown.refusals.first?.contains("no service manager (systemd, launchd) runs here") == true)
            let expectedDown = try await Written.run(
                "{service: {name: nginx, process: gonogo-tests-never-run-this}, check: {active: false, manager: process}}"
            )
            #expect(expectedDown.outcome == .passed, "\(expectedDown.refusals)")
        }
    }
#endif
