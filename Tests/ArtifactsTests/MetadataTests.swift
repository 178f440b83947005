import Testing

import Artifacts

@Suite("metadata of backups")
struct MetadataTests {
    @Test(
        "what contradicts itself is a finding",
        arguments: [
            (#"{"timestamp": "2026-11-20T02:00:00Z", "files": ["a", "b"]}"#, []),
            (#"{"timestamp": "2026-11-20T02:00:00Z", "files": [{"name": "a", "size": 3}], "total_size": 3}"#, []),
            (#"{"timestamp": "2026-11-20T02:00:00Z", "files": []}"#, ["files"]),
            (#"{"timestamp": "2026-11-20T02:00:00Z"}"#, ["files"]),
            (#"{"timestamp": "2026-11-20T02:00:00Z", "files": ["../x"]}"#, ["files[0]"]),
            (#"{"timestamp": "2026-11-20T02:00:00Z", "files": ["/etc/passwd", "b"]}"#, ["files[0]"]),
            (#"{"timestamp": "2026-11-20T02:00:00Z", "files": ["a", "a"]}"#, ["files"]),
            (#"{"timestamp": "2026-11-20T02:00:00Z", "files": ["a"], "file_count": 2}"#, ["file_count"]),
            (
                #"{"timestamp": "2026-11-20T02:00:00Z", "files": [{"name": "a", "size": 3}], "total_bytes": 4}"#,
                ["total_bytes"]
            ),
            (
                #"{"timestamp": "2026-11-20T02:00:00Z", "files": [{"name": "a", "size": "3"}], "total_size": 9}"#,
                ["files[0].size"]
            ),
            (
                #"{"timestamp": "2026-11-20T02:00:00Z", "files": [{"name": "a", "sha256": 12}]}"#,
                ["files[0].sha256"]
            ),
            (#"{"timestamp": "2027-01-01T02:00:00Z", "files": ["a"]}"#, ["timestamp"]),
            (#"{"timestamp": "yesterday", "files": ["a"]}"#, ["timestamp"]),
            (#"{"files": ["a"]}"#, ["timestamp"]),
            ("[]", ["content"]), ("", ["content"]), (#"{"files": ["a"], "files": []}"#, ["content"]),
        ] as [(String, [String])])
    func contradictions(_ text: String, _ subjects: [String]) {
        #expect(BackupMetadata.read(Array(text.utf8), now: noon).1.map(\.subject) == subjects)
    }

    @Test("a listed file is there, has its size and its sum")
    func files() {
        let file = BackupMetadata.File(name: "a", size: 3, sha256: "ab")
        func subjects(_ actual: BackupMetadata.Actual?) -> [String] {
            BackupMetadata.compare(file, with: actual).map(\.actual)
        }
        #expect(subjects(.init(size: 3, sha256: "ab")) == [])
        #expect(subjects(nil) == ["no such file"])
        #expect(subjects(.init(size: 0, sha256: "ab")) == ["an empty file"])
        #expect(subjects(.init(size: 4, sha256: "cd")) == ["4 bytes", "another one"])
    }
}
