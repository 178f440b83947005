import Files
import Testing

struct GlobTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in [
            "suites/smoke.yaml", "suites/load.yml", "suites/.hidden.yaml", "suites/kis/a1.yaml", "suites/kis/a2.yaml",
            "suites/kis/deep/er/x.yaml", "suites/[odd].yaml", "other.yaml", "suites/.git/c.yaml",
        ] { try folder.file(name) }
        try folder.folder("suites/dir.yaml")
    }

    @Test(
        "a pattern finds what a shell would, sorted",
        arguments: [
            ("suites/*.yaml", ["suites/[odd].yaml", "suites/smoke.yaml"]),
            ("suites/smoke.yaml", ["suites/smoke.yaml"]),
            ("suites/none.yaml", []), ("none/*.yaml", []), ("other.yaml/*.yaml", []),
            ("suites/kis/a[12].yaml", ["suites/kis/a1.yaml", "suites/kis/a2.yaml"]),
            ("suites/kis/a[!1].yaml", ["suites/kis/a2.yaml"]), ("suites/kis/a[0-1].yaml", ["suites/kis/a1.yaml"]),
            ("suites/???d.yml", ["suites/load.yml"]), ("suites/.h*", ["suites/.hidden.yaml"]),
            ("suites/\\[odd\\].yaml", ["suites/[odd].yaml"]), ("suites/[odd.yaml", []),
            ("*/*/a1.yaml", ["suites/kis/a1.yaml"]), ("suites/dir.yaml", ["suites/dir.yaml"]),
            ("**/a1.yaml", ["suites/kis/a1.yaml"]), ("**/other.yaml", ["other.yaml"]),
            ("suites/**/x.yaml", ["suites/kis/deep/er/x.yaml"]), ("**/**/x.yaml", ["suites/kis/deep/er/x.yaml"]),
            ("suites/kis/**", ["suites/kis/a1.yaml", "suites/kis/a2.yaml", "suites/kis/deep/er/x.yaml"]),
            ("suites/kis/../smoke.yaml", ["suites/kis/../smoke.yaml"]),
        ] as [(String, [String])])
    func finds(pattern: String, paths: [String]) throws {
        #expect(try Glob.expand(pattern, base: folder.path) == paths)
    }

    @Test("an absolute pattern finds absolute paths, whatever the base")
    func absolute() throws {
        #expect(try Glob.expand(folder.at("*.yaml"), base: "elsewhere") == [folder.at("other.yaml")])
    }

    @Test("`**` does not follow links, so a circle of links ends")
    func links() throws {
        try folder.link("suites/kis/circle", to: "..")
        #expect(try Glob.expand("**/a1.yaml", base: folder.path) == ["suites/kis/a1.yaml"])
    }

    @Test("a broken link and a link to a file are found: whoever reads them reports what is wrong")
    func brokenLink() throws {
        try folder.link("broken.yaml", to: "nowhere")
        try folder.link("good.yaml", to: "other.yaml")
        #expect(try Glob.expand("*.yaml", base: folder.path) == ["broken.yaml", "good.yaml", "other.yaml"])
    }

    @Test("too many folders above each other are an error, not a silent gap")
    func tooDeep() throws {
        try folder.folder("deep/" + Array(repeating: "d", count: 40).joined(separator: "/"))
        #expect(throws: FilesError.self) { try Glob.expand("deep/**/*.yaml", base: folder.path) }
    }

    @Test("a pattern made to backtrack ends at once")
    func backtracking() throws {
        try folder.file(String(repeating: "a", count: 200))
        let pattern = String(repeating: "a*", count: 100) + "b"
        #expect(try Glob.expand(pattern, base: folder.path).isEmpty)
    }

    @Test("paths are joined and taken apart")
    func paths() {
        #expect(Path.join("a", "b") == "a/b")
        #expect(Path.join("a/", "b") == "a/b")
        #expect(Path.join(".", "b") == "b")
        #expect(Path.join("a", "/b") == "/b")
        #expect(
            Path.directory(of: "a/b/c") == "a/b" && Path.directory(of: "c") == "." && Path.directory(of: "/c") == "/")
        #expect(Path.name(of: "a/b") == "b" && Path.name(of: "b") == "b")
    }
}
