internal import Artifacts
internal import Files
internal import Model
internal import Threads

/// Reads the files of a step whole and judges them, on a thread of its own.
struct ArtifactProbe: Probe {
    let kind: String
    let rule: String
    let files: ArtifactFiles
    /// A missing file is a fault of the release, not something that could not be found out.
    let isRequired: Bool
    let location: SourceLocation
    var clock = WallClock.system
    /// Judges the files that could be read; what it returns is added to what reading them found.
    let judge: @Sendable ([File], Timestamp, inout ArtifactJudgement) -> Void

    struct File: Sendable {
        var path: String
        var content: ArtifactText.Content
    }

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        let scope = context.scope
        return await OwnThread.run { block(scope) }
    }

    private func block(_ scope: Scope) -> ProbeResult {
        let found: ArtifactFiles.Found
        do throws(ArtifactFiles.Failure) {
            found = try files.find(scope)
        } catch {
            return ProbeResult(
                request: kind,
                finding: .failure(
                    Observation(
                        property: "file", expected: "a file", actual: error.words, outcome: .errored,
                        location: location)))
        }
        var judgement = ArtifactJudgement(location: location)
        var read: [File] = []
        if found.paths.isEmpty {
            judgement.add(
                ArtifactProblem(
                    rule, "files", expected: "files that match \(found.wanted)", actual: "none",
                    fix: "see that they are made and put there", isUnknown: !isRequired
                ).at(.suite), file: found.wanted)
        }
        for path in found.paths {
            do throws(ArtifactProblem) {
                let content = try ArtifactText.read(path, base: found.base, rule: rule, isRequired: isRequired)
                read.append(File(path: path, content: content))
            } catch {
                judgement.add(error, file: path)
            }
        }
        let now = clock.now()
        let ages = read.map { ArtifactText.age(modified: $0.content.modified, now: now) }
        if !ages.isEmpty, !ages.contains(nil), let oldest = ages.compactMap(\.self).max() {
            judgement.facts["age"] = ArtifactFacts.age(milliseconds: oldest)
        } else {
            judgement.facts["age"] = .unknown("the time of a file could not be told")
        }
        if !read.isEmpty { judge(read, now, &judgement) }
        return judgement.result(request: "\(kind) \(found.wanted)")
    }
}
