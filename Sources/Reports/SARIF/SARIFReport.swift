package import Model

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A run's findings as SARIF 2.1.0, for tools that track them from run to run.
package enum SARIFReport {
    /// The report's bytes: JSON with sorted keys, the same for the same record.
    package static func render(_ record: RunRecord) throws(ReportError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        do {
            return Array(try encoder.encode(SARIFLog(runs: [run(record)]))) + [UInt8(ascii: "\n")]
        } catch {
            throw .notEncodable(String(describing: error).oneLine(200))
        }
    }

    private static func run(_ record: RunRecord) -> SARIFLog.Run {
        let found = SARIFResults(record.suites)
        let words = record.tool.oneLine(100).split(separator: " ", maxSplits: 1)
        return SARIFLog.Run(
            tool: .init(
                driver: .init(
                    name: words.first.map(String.init) ?? "gonogo",
                    version: words.count > 1 ? String(words[1]) : nil, rules: found.rules)),
            automationDetails: .init(
                id: ["gonogo", record.project, record.environment.name, record.deploymentId].map(segment).joined(
                    separator: "/"),
                description: .init(text: "Verification of \(record.project.oneLine(200)) before a release")),
            invocations: [invocation(record, leftOut: found.leftOut)],
            originalUriBaseIds: [
                SARIFPlace.root: .init(description: .init(text: "the folder that gonogo was started in"))
            ], redactionTokens: [Redactor.mask], results: found.results,
            properties: [
                "verdict": record.verdict.decision.rawValue, "deployment_id": record.deploymentId.oneLine(128),
            ])
    }

    private static func invocation(_ record: RunRecord, leftOut: Int) -> SARIFLog.Invocation {
        var notifications = record.verdict.reasons.prefix(100).compactMap(notification)
        notifications += record.notes.prefix(20).map {
            .init(level: "note", message: SARIFResults.message($0, 500), descriptor: nil)
        }
        if leftOut > 0 {
            let text = "\(Figure.count(leftOut, "more result")) in the run record"
            notifications.append(.init(level: "warning", message: .init(text: text), descriptor: nil))
        }
        return SARIFLog.Invocation(
            executionSuccessful: record.complete,
            exitCode: ExitStatus(record, strictWarnings: false).rawValue,
            exitCodeDescription: record.verdict.decision.rawValue, startTimeUtc: record.startedAt.description,
            endTimeUtc: record.finishedAt.description, toolExecutionNotifications: notifications)
    }

    /// What decided beside the results: rules of the policy, and checks that never ran.
    private static func notification(_ reason: Verdict.Reason) -> SARIFLog.Notification? {
        switch reason.rule {
        case .blockingCheckFailed, .blockingCheckErrored, .warningCheck: nil
        case .blockingCheckSkipped, .incompleteRun, .tooFewChecks, .tooManyFlaky:
            .init(
                level: "error", message: SARIFResults.message(ReasonText.sentence(reason), 1_000),
                descriptor: .init(id: "policy/\(reason.rule.rawValue)"))
        }
    }

    /// One level of the hierarchical id.
    private static func segment(_ text: String) -> String {
        text.oneLine(128).replacing("/", with: "-").replacing(" ", with: "-")
    }
}
