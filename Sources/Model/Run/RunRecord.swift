/// All that a report may read: the finished, immutable outcome of one run.
package struct RunRecord: Sendable, Codable, Equatable {
    /// `gonogo.run/1`; the number changes when a reader of the old form would misread the new one.
    package var schema: String
    package var tool: String
    package var project: String
    package var environment: Environment
    package var deploymentId: String
    package var startedAt: Timestamp
    package var finishedAt: Timestamp
    package var durationMs: Double
    /// False when the run was interrupted or hit its time limit.
    package var complete: Bool
    package var interruption: Interruption?
    package var policy: Policy
    package var suites: [SuiteResult]
    package var verdict: Verdict
    package var recommendations: [Recommendation]
    /// What a reader has to know to weigh the verdict, such as "TLS was not verified".
    package var notes: [String]

    package struct Environment: Sendable, Codable, Equatable {
        package var name: String
        package var baseUrl: String?
        package var protected: Bool

        package init(name: String, baseUrl: String?, protected: Bool) {
            self.name = name
            self.baseUrl = baseUrl
            self.protected = protected
        }
    }

    package static let currentSchema = "gonogo.run/1"

    /// Makes the record of finished suites; the verdict and the recommendations follow from them.
    package init(
        tool: String, project: String, environment: Environment, deploymentId: String, startedAt: Timestamp,
        finishedAt: Timestamp, interruption: Interruption? = nil, policy: Policy = Policy(), suites: [SuiteResult],
        notes: [String] = []
    ) {
        schema = Self.currentSchema
        self.tool = tool
        self.project = project
        self.environment = environment
        self.deploymentId = deploymentId
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        durationMs = Double(max(0, finishedAt.millisecondsSince1970 - startedAt.millisecondsSince1970))
        complete = interruption == nil
        self.interruption = interruption
        self.policy = policy
        self.suites = suites
        verdict = Verdict.judge(suites, policy: policy, interruption: interruption)
        recommendations = Recommendation.from(suites)
        self.notes = notes
    }
}
