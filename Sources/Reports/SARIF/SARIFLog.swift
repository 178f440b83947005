/// The parts of SARIF 2.1.0 that gonogo writes, named as the format names them.
struct SARIFLog: Encodable {
    static let schemaURL = "https://json.schemastore.org/sarif-2.1.0.json"

    let version = "2.1.0"
    let schema = Self.schemaURL
    var runs: [Run]

    private enum CodingKeys: String, CodingKey {
        case version, runs
        case schema = "$schema"
    }

    struct Run: Encodable {
        var tool: Tool
        var automationDetails: AutomationDetails
        var invocations: [Invocation]
        let columnKind = "unicodeCodePoints"
        var originalUriBaseIds: [String: ArtifactLocation]
        var redactionTokens: [String]
        var results: [Result]
        var properties: [String: String]
    }

    struct Tool: Encodable { var driver: Driver }

    struct Driver: Encodable {
        var name: String
        var version: String?
        var rules: [Rule]
    }

    struct Rule: Encodable {
        var id: String
        var shortDescription: Message
        var help: Message
    }

    struct AutomationDetails: Encodable {
        var id: String
        var description: Message
    }

    struct Invocation: Encodable {
        var executionSuccessful: Bool
        var exitCode: Int32
        var exitCodeDescription: String
        var startTimeUtc: String
        var endTimeUtc: String
        var toolExecutionNotifications: [Notification]
    }

    struct Notification: Encodable {
        var level: String
        var message: Message
        var descriptor: Descriptor?

        struct Descriptor: Encodable { var id: String }
    }

    struct Result: Encodable {
        var ruleId: String
        var ruleIndex = 0
        var level: String
        var message: Message
        var locations: [Location]
        var relatedLocations: [Location]?
        var partialFingerprints: [String: String]
        /// Present in every result: the format wants all or none.
        var suppressions: [Suppression]
        var properties: [String: String]
    }

    struct Location: Encodable {
        var id: Int?
        var physicalLocation: PhysicalLocation?
        var logicalLocations: [LogicalLocation]?
        var message: Message?
    }

    struct LogicalLocation: Encodable { var fullyQualifiedName: String }

    struct PhysicalLocation: Encodable {
        var artifactLocation: ArtifactLocation
        var region: Region?
        var contextRegion: Region?
    }

    struct ArtifactLocation: Encodable {
        var uri: String?
        var uriBaseId: String?
        var description: Message?
    }

    struct Region: Encodable {
        var startLine: Int
        var startColumn: Int?
        var snippet: Message?
    }

    struct Suppression: Encodable {
        let kind = "external"
        var justification: String
    }

    struct Message: Encodable { var text: String }
}
