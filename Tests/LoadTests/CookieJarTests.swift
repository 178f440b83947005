import Load
import Testing

@Suite("Cookie jar")
struct CookieJarTests {
    private func jar(_ lines: [String], path: String = "/a/b") -> CookieJar {
        var jar = CookieJar()
        let head = "HTTP/1.1 200 OK\r\n" + lines.map { "Set-Cookie: \($0)\r\n" }.joined() + "\r\n"
        Array(head.utf8).withUnsafeBytes { jar.take(head: $0, origin: 0, path: Array(path.utf8)) }
        return jar
    }

    private func sent(_ jar: CookieJar, _ path: String, origin: Int = 0) -> String {
        String(decoding: jar.header(origin: origin, path: Array(path.utf8)), as: UTF8.self)
    }

    @Test("sends what was set, to its origin and below its path, longer paths first")
    func paths() {
        let jar = jar(["a=1; Path=/", "b=2", "c=3; path=/a/b/c; Secure; HttpOnly", "d=4; Path=/other"])
        #expect(sent(jar, "/a/b") == "b=2; a=1")
        #expect(sent(jar, "/a/b/c/d") == "c=3; b=2; a=1")
        #expect(sent(jar, "/ab") == "a=1")
        #expect(sent(jar, "/a/b", origin: 1).isEmpty)
    }

    @Test("a later cookie of the same name and path replaces the earlier, and Max-Age=0 removes it")
    func replacement() {
        #expect(sent(jar(["a=1", "a=2"]), "/a/x") == "a=2")
        #expect(sent(jar(["a=1", "b=1", "a=x; Max-Age=0"]), "/a/x") == "b=1")
        #expect(sent(jar(["a=1", "a=x; max-age=-5"]), "/a/x").isEmpty)
        #expect(sent(jar(["a=1; Max-Age=60"]), "/a/x") == "a=1")
    }

    @Test(
        "what is no cookie is left out",
        arguments: ["", "novalue", "=x", ";", "a=\(String(repeating: "x", count: 5000))"])
    func malformed(_ line: String) {
        #expect(jar([line]).isEmpty)
    }

    @Test("keeps values as they are, and an empty one")
    func values() {
        #expect(sent(jar(["a=b=c==", "e=", "q=\"x y\""]), "/a/x") == "a=b=c==; e=; q=\"x y\"")
    }

    @Test("holds at most fifty, the oldest go first")
    func bounds() {
        let cookies = sent(jar((0..<80).map { "c\($0)=\($0)" }), "/a/x").components(separatedBy: "; ")
        #expect(cookies.count == 50 && cookies.contains("c79=79") && !cookies.contains("c29=29"))
    }
}

extension String {
    fileprivate func components(separatedBy separator: String) -> [String] {
        split(separator: separator).map(String.init)
    }
}
