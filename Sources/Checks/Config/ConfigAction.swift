internal import CSystem
internal import Configuration
internal import Files
internal import Model
internal import Pattern
internal import Threads

/// A config suite, ready to run: reads the files that it names and judges them.
struct ConfigAction: SuiteAction {
    let suite: ConfigSuite
    /// The wall clock: waivers expire and canaries soak by it.
    var now: @Sendable () -> Timestamp = {
        Timestamp(millisecondsSince1970: Int64(clamping: sys_wall_ns() / 1_000_000))
    }

    var units: [PlannedUnit] { suite.units + suite.securityUnits.map(\.unit) }
    var plan: String { suite.plan }
    var expectedDuration: Duration { .zero }

    /// The suite; nil when something was reported.
    static func decode(_ node: Node, _ context: DecodingContext) -> ConfigAction? {
        guard let suite = ConfigSuite.decode(node, context) else { return nil }
        var isValid = true
        for (text, location) in suite.patterns {
            do throws(PatternError) { _ = try Pattern(text) } catch {
                context.diagnostics.error(at: location, "`\(text.clipped(to: 120))`: \(error)")
                isValid = false
            }
        }
        return isValid ? ConfigAction(suite: suite) : nil
    }

    func run(in context: RunContext) async -> SuiteOutcome {
        let now = now()
        let evaluation = suite.evaluate(
            contents(root: context.directory),
            matcher: { pattern, subject in Pattern.search(pattern: pattern, subject: subject) }, now: now)
        for secret in evaluation.secrets { context.redactor.add(secret) }
        // A stage is reached when a run for its own environment says so.
        for (path, state) in evaluation.canaries where state.environment == context.environment.name {
            context.commitments.add(
                Commitments.Commitment("canary: \(path) remembers \(state.key) at \(state.stage)") {
                    do throws(FilesError) {
                        try AtomicFile.write(state.json, to: path)
                        return nil
                    } catch {
                        return "\(error)"
                    }
                })
        }
        let cases = evaluation.cases + (await scan(evaluation.secrets, context))
        return SuiteOutcome(cases: suite.waived(cases, today: now.day))
    }

    /// The bytes of every file that the suite names; `root` is the project's folder.
    func contents(root: String = ".") -> [String: Result<[UInt8], ConfigFileFailure>] {
        var contents: [String: Result<[UInt8], ConfigFileFailure>] = [:]
        for path in suite.files + suite.stateFiles { contents[path] = read(path, root) }
        return contents
    }

    /// The results of the `security` section.
    private func scan(_ declared: [Secret], _ context: RunContext) async -> [CaseResult] {
        guard let security = suite.security else { return [] }
        let scan = SecurityScan(
            suite, security, root: context.directory, redactor: context.redactor, deadline: context.deadline)
        return await OwnThread.run { SecurityScan.cases(scan, declared: declared) }
    }

    private func read(_ path: String, _ root: String) -> Result<[UInt8], ConfigFileFailure> {
        // The suite may name a file anywhere; a link there may not lead anywhere.
        if let real = try? Path.resolved(path) {
            let folders = [root, Path.directory(of: path)].compactMap { try? Path.resolved($0.isEmpty ? "." : $0) }
            guard folders.contains(where: { Path.stands(real, below: $0) }) else {
                return .failure(.unreadable("\(path) is a link out of the project, and not followed"))
            }
        }
        do throws(FilesError) {
            return .success(try BoundedFile.read(path, limit: ConfigReader.maximumBytes + 1))
        } catch {
            if case .notFound = error { return .failure(.missing) }
            return .failure(.unreadable("\(error)"))
        }
    }
}
