import Foundation

extension SystemCase {
    static let all = masker + monitoring + mentoring + agents + estimator

    /// A token of a known form, made up anew each time.
    static var madeUpToken: String {
        let random = (UUID().uuidString + UUID().uuidString).replacingOccurrences(of: "-", with: "")
        return "gh" + "p_" + random.prefix(36)
    }

    private static let masker = [
        SystemCase(system: "kong-aws-masker", name: "good", status: 0),
        SystemCase(
            system: "kong-aws-masker", name: "a key in plain text in production",
            spoil: { try $0.set("ANTHROPIC_API_KEY", madeUpToken, in: "production") },
            subject: "environments/production/secrets", rule: "secret/provider-token"),
        SystemCase(
            system: "kong-aws-masker", name: "production has staging's Redis",
            spoil: { try $0.set("REDIS_HOST", "redis.staging.masker.example", in: "production") },
            subject: "environments/parity/must-differ/REDIS_HOST", rule: "config/must-differ"),
        SystemCase(
            system: "kong-aws-masker", name: "the dump was cut short", spoil: { try $0.truncate("database.sql.gz") },
            subject: "preflight/BACKUP-001", rule: "preflight/backup-truncated"),
        SystemCase(
            system: "kong-aws-masker", name: "no backups found",
            environment: ["BACKUPS": "../../fixtures/backups/none"],
            subject: "preflight/BACKUP-001", rule: "preflight/backup-missing"),
        SystemCase(
            system: "kong-aws-masker", name: "5 % of the answers are errors", target: ["--fault", "errors"],
            subject: "load/ratio(errors) < 0.1 %"),
    ]

    private static let monitoring = [
        SystemCase(system: "kong-monitoring", name: "good", status: 0),
        SystemCase(
            system: "kong-monitoring", name: "from 1 % to 50 % at once",
            spoil: { try $0.set("EVENT_SAMPLING_RATE", "0.5", in: "production") },
            subject: "environments/production/canary/EVENT_SAMPLING_RATE", rule: "config/canary-stage"),
        SystemCase(
            system: "kong-monitoring", name: "a stage between the stages",
            spoil: { try $0.set("EVENT_SAMPLING_RATE", "0.05", in: "production") },
            subject: "environments/production/canary/EVENT_SAMPLING_RATE", rule: "config/canary-stage"),
        SystemCase(
            system: "kong-monitoring", name: "staging samples everything",
            spoil: { try $0.set("EVENT_SAMPLING_RATE", "1.0", in: "staging") },
            subject: "environments/staging/expect/EVENT_SAMPLING_RATE", rule: "config/expectation"),
        SystemCase(
            system: "kong-monitoring", name: "another response limit in production",
            spoil: { try $0.set("MAX_RESPONSE_SIZE", "16MiB", in: "production") },
            subject: "environments/parity/must-equal/MAX_RESPONSE_SIZE", rule: "config/must-equal"),
        SystemCase(
            system: "kong-monitoring", name: "the gateway is not healthy", target: ["--fault", "health"],
            subject: "smoke/GATE-001"),
    ]

    private static let mentoring = [
        SystemCase(system: "ion-mentoring", name: "good", status: 0),
        SystemCase(
            system: "ion-mentoring", name: "every token is believed", target: ["--fault", "jwt"],
            subject: "security/ION-JWT-001"),
        SystemCase(
            system: "ion-mentoring", name: "every origin may read", target: ["--fault", "cors"],
            subject: "security/ION-CORS-002[foreign]"),
        SystemCase(
            system: "ion-mentoring", name: "no limit of the rate", target: ["--fault", "rate-limit"],
            subject: "security/ION-RATE-001"),
        SystemCase(
            system: "ion-mentoring", name: "no security headers", target: ["--fault", "headers"],
            subject: "security/ION-HEADERS-001"),
        SystemCase(
            system: "ion-mentoring", name: "staging and production share a secret",
            spoil: { try $0.set("JWT_SECRET", "vault:secret/staging/jwt/signing-key", in: "production") },
            subject: "environments/parity/must-differ/JWT_SECRET", rule: "config/must-differ"),
        SystemCase(
            system: "ion-mentoring", name: "too little is covered", arguments: ["--case", "COVERAGE-001"],
            environment: ["EVIDENCE": "../../fixtures/evidence/poor"], subject: "evidence/COVERAGE-001",
            rule: "preflight/coverage"),
        SystemCase(
            system: "ion-mentoring", name: "an end-to-end test has failed", arguments: ["--case", "E2E-001"],
            environment: ["EVIDENCE": "../../fixtures/evidence/poor"], subject: "evidence/E2E-001",
            rule: "preflight/junit"),
        SystemCase(
            system: "ion-mentoring", name: "nobody has approved", arguments: ["--case", "PLAN-001"],
            environment: ["PLAN": "../../fixtures/change-plans/incomplete/plan.yaml"], subject: "evidence/PLAN-001",
            rule: "preflight/change-plan"),
        SystemCase(
            system: "ion-mentoring", name: "tier 2 only warns: the dump was cut short",
            spoil: { try $0.truncate("database.sql.gz") }, status: 0, subject: "evidence/BACKUP-001",
            rule: "preflight/backup-truncated"),
    ]

    private static let agents = [
        SystemCase(system: "agent-platform", name: "good", status: 0),
        SystemCase(
            system: "agent-platform", name: "no health check", target: ["--fault", "health"],
            subject: "smoke/AGENT-001[health]"),
        SystemCase(
            system: "agent-platform", name: "one file for everything",
            spoil: { try $0.removeItem("fixtures/environments/agent-platform/staging.env") },
            subject: "environments/staging/file", rule: "config/missing-file"),
        SystemCase(
            system: "agent-platform", name: "a key in plain text in staging",
            spoil: { try $0.set("OPENAI_API_KEY", madeUpToken, in: "staging") },
            subject: "environments/staging/secrets", rule: "secret/provider-token"),
        SystemCase(
            system: "agent-platform", name: "a key in the log",
            spoil: {
                try $0.write(
                    "fixtures/releases/agent-platform/logs/agents.log", "planner asks with the key \(madeUpToken)\n")
            },
            subject: "environments/security/logs", rule: "secret/log-leak"),
        SystemCase(
            system: "agent-platform", name: "no pipeline",
            spoil: { try $0.removeItem("fixtures/releases/agent-platform/workflows/ci.yml") },
            subject: "release/CI-001", rule: "preflight/file"),
        SystemCase(
            system: "agent-platform", name: "P1 only warns: the rate is not limited",
            target: ["--fault", "rate-limit"], status: 0, subject: "smoke/AGENT-RATE-001"),
    ]

    private static let estimator = [
        SystemCase(system: "kis-core", name: "ready", arguments: ["--suite", "preflight,environments"], status: 0),
        SystemCase(
            system: "kis-core", name: "a dump cut short", arguments: ["--suite", "preflight"],
            spoil: { try $0.truncate("database.sql.gz") }, subject: "preflight/PRE-010",
            rule: "preflight/backup-truncated"),
        SystemCase(
            system: "kis-core", name: "not approved",
            arguments: ["--suite", "preflight", "--var", "plan=../../fixtures/change-plans/incomplete/plan.yaml"],
            subject: "preflight/PRE-020", rule: "preflight/change-plan"),
        SystemCase(
            system: "kis-core", name: "a high risk that no executive has accepted",
            arguments: ["--suite", "preflight", "--var", "risks=../../fixtures/risks/open/risks.yaml"],
            subject: "preflight/PRE-021", rule: "preflight/risk"),
    ]
}
