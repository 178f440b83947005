import Files
import Foundation
import Testing

struct FileWalkTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in [
            ".env", ".env.local", "config/a.yml", "config/.env", "config/deep/er/b.json", ".git/config", "logs/app.log",
        ] {
            try folder.file(name)
        }
        try folder.link("config/link", to: "a.yml")
        try folder.link("linked", to: "config")
        try #require(mkfifo(folder.at("config/pipe"), 0o600) == 0)
    }

    private func names(_ pattern: String, _ limits: FileWalk.Limits = .init()) -> (names: [String], gaps: [String]) {
        var walk = FileWalk(limits: limits)
        walk.add(pattern, base: folder.path)
        return (walk.found.map { String($0.path.dropFirst(folder.path.count + 1)) }, walk.gaps)
    }

    @Test(
        "a pattern finds hidden files too, but nothing of git's and nothing behind a link",
        arguments: [
            (".env*", [".env", ".env.local"]), ("logs/*.log", ["logs/app.log"]), ("none/**", []), ("*.yml", []),
            ("config/**", ["config/.env", "config/a.yml", "config/deep/er/b.json", "config/link", "config/pipe"]),
            ("**/b.json", ["config/deep/er/b.json"]), ("linked/**", ["linked"]), ("**/**/config", []),
        ] as [(String, [String])])
    func finds(_ pattern: String, _ expected: [String]) {
        let (names, gaps) = names(pattern)
        #expect(names == expected)
        #expect(gaps.isEmpty)
    }

    @Test("what is no file is named as what it is")
    func kinds() {
        var walk = FileWalk()
        walk.add("config/*", base: folder.path)
        #expect(walk.found.map(\.kind) == [.file, .link, .other("a named pipe")])
    }

    @Test("a bound that is hit is a gap")
    func bounds() {
        #expect(names("**", .init(files: 2)).gaps.count == 1)
        #expect(names("**", .init(files: 2)).names.count == 2)
        #expect(names("**", .init(depth: 1)).gaps.count == 1)
        #expect(names("**", .init(names: 3)).gaps.count >= 1)
    }

    @Test("a pattern of many stars is walked in bounded time")
    func stars() throws {
        try folder.file((0..<30).map { "d\($0)" }.joined(separator: "/") + "/end.txt")
        let pattern = String(repeating: "**/*/", count: 30) + "**/none"
        #expect(names(pattern).names.isEmpty)
    }

    @Test("a file is opened only where no link stands at its end")
    func unfollowed() throws {
        #expect(throws: FilesError.notAFile(path: folder.at("config/link"), kind: "a symbolic link")) {
            _ = try UnfollowedFile(folder.at("config/link"))
        }
        #expect(throws: FilesError.notAFile(path: folder.at("config/pipe"), kind: "a named pipe")) {
            _ = try UnfollowedFile(folder.at("config/pipe"))
        }
        try #require(chmod(folder.at(".env"), 0o640) == 0)
        #expect(try UnfollowedFile(folder.at(".env")).permissions == 0o640)
        #expect(try Path.resolved(folder.at("config/link")) == Path.resolved(folder.at("config/a.yml")))
        #expect(Path.stands("/a/b", below: "/a") && !Path.stands("/ab", below: "/a"))
    }
}
