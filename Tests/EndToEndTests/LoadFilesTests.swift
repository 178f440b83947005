import Foundation
import TestSupport
import Testing

@Suite("files of a load")
struct LoadFilesTests {
    private static let suite = """
        suite: burst
        kind: performance
        load: {users: 2, iterations: 300}
        validity: {max_lateness: 10s, max_shift: 90%, max_generator_cpu: 100%, max_stall: 10s}
        scenarios: [{name: one, steps: [{http: {url: "{{target}}/api/v1/health"}, check: {status: 200}}]}]
        thresholds: [{expr: "ratio(errors) <= 1%"}]

        """

    private struct Listing: Decodable {
        struct Suite: Decodable { let attachments: [Attachment]? }
        struct Attachment: Decodable {
            let name: String
            let bytes: Int
            let sha256: String
        }

        let suites: [Suite]
    }

    @Test("stand beside the reports and are listed with size and digest; they tell of every request")
    func written() async throws {
        let servers = Servers()
        defer { servers.stop() }
        let workspace = try Workspace(suite: Self.suite)
        defer { workspace.remove() }
        let target = try await servers.value("target")
        let ending = try await Gonogo.run(
            ["run", "--deployment-id", Workspace.deploymentID, "--var", "target=\(target)"], in: workspace.path)
        #expect(ending.status == 0, "\(ending.stderr)")

        let json = try #require(workspace.text("reports/GOLDEN/run.json"))
        let listed = try JSONDecoder().decode(Listing.self, from: Data(json.utf8)).suites[0].attachments ?? []
        #expect(listed.map(\.name) == ["burst.load.jsonl", "burst.hlog"])
        for attachment in listed {
            let path = workspace.reports + "/" + attachment.name
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == attachment.bytes)
            let digest = try await ChildProgram(
                "/usr/bin/openssl", ["dgst", "-sha256", "-r", path], in: workspace.path
            ).end()
            #expect(digest.stdout.hasPrefix(attachment.sha256))
        }

        let lines = (workspace.text("reports/GOLDEN/burst.load.jsonl") ?? "").split(separator: "\n")
        let slices = try lines.compactMap { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
            .compactMap { $0["slice"] as? [String: Any] }
        #expect(slices.compactMap { $0["succeeded"] as? Int }.reduce(0, +) == 300)
        #expect(lines.last == "{\"end\":{\"lines\":\(lines.count - 1)}}")
    }

    @Test("are not made where nothing was sent")
    func nothingSent() async throws {
        let workspace = try Workspace(suite: Self.suite)
        defer { workspace.remove() }
        let ending = try await Gonogo.run(
            ["run", "--deployment-id", Workspace.deploymentID, "--var", "target=http://no-such-host.invalid"],
            in: workspace.path)
        #expect(ending.status == 3, "\(ending.stderr)")
        #expect(workspace.text("reports/GOLDEN/burst.hlog") == nil)
        #expect(workspace.text("reports/GOLDEN/run.json")?.contains("attachments") == false)
    }
}
