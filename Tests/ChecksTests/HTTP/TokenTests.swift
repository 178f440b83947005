import Foundation
import Model
import TestSupport
import Testing

@Suite("Tokens made for a request", .timeLimit(.minutes(1)))
struct TokenTests {
    private let scope = Scope(texts: ["who": "ann", "key": "Jefe"])

    private func authorization(_ http: String, defaults: String? = nil) async throws -> [String] {
        let server = try Answers(answer("ok"))
        let node = defaults.flatMap { Written.node("{http: {\($0)}}", Diagnostics()) }
        _ = try await Written.run(
            "{http: {url: \"\(server.url)/\", \(http)}, check: {status: 200}}", scope: scope, defaults: node)
        return try #require(server.requests.first).headers("authorization")
    }

    private func parts(_ header: String) -> [String] {
        header.replacing("Bearer ", with: "").split(separator: ".", omittingEmptySubsequences: false).map { part in
            let padded = part.replacing("-", with: "+").replacing("_", with: "/") + "=="
            let whole = padded.prefix(padded.count - padded.count % 4)
            return Data(base64Encoded: String(whole)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
        }
    }

    @Test(
        "an unsigned token has its claims, the alg as it is written, and an empty signature",
        arguments: ["none", "nOnE"])
    func unsigned(algorithm: String) async throws {
        let headers = try await authorization(
            "auth: {jwt: {alg: \(algorithm), claims: {sub: \"{{who}}\", exp: 4102444800}}}")
        #expect(headers.count == 1)
        #expect(
            parts(headers[0]) == [
                "{\"alg\":\"\(algorithm)\",\"typ\":\"JWT\"}", "{\"sub\":\"ann\",\"exp\":4102444800}", "",
            ])
    }

    @Test("a signed token is what OpenSSL makes of the same text and key")
    func signed() async throws {
        let headers = try await authorization("auth: {jwt: {signing_key: \"{{key}}\", claims: {sub: ann}}}")
        let token = headers[0].replacing("Bearer ", with: "")
        let cut = try #require(token.lastIndex(of: "."))
        let folder = try TestFolder()
        defer { folder.remove() }
        try folder.write("text", String(token[..<cut]))
        let ending = try await ChildProgram(
            "/bin/sh", ["-c", "openssl dgst -sha256 -hmac Jefe -binary text | openssl base64 -A"], in: folder.path
        ).end(within: .seconds(30))
        let expected = ending.stdout.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        #expect(String(token[token.index(after: cut)...]) == expected)
        #expect(expected.count == 43)
    }

    @Test("none leaves out every credential of the defaults, and nothing else")
    func none() async throws {
        let defaults = "auth: {bearer: abc}, headers: {Authorization: x, cookie: a=b, accept: text/plain}"
        #expect(try await authorization("auth: none", defaults: defaults) == [])
        #expect(try await authorization("method: GET", defaults: "auth: {bearer: abc}") == ["Bearer abc"])
        let server = try Answers(answer("ok"))
        _ = try await Written.run(
            "{http: {url: \"\(server.url)/\", auth: none}, check: {status: 200}}",
            defaults: Written.node("{http: {\(defaults)}}", Diagnostics()))
        let request = try #require(server.requests.first)
        #expect(request.headers("cookie") == [] && request.headers("accept") == ["text/plain"])
    }

    @Test(
        "nonsense is refused",
        arguments: [
            ("{jwt: {claims: {a: 1}}}", "needs 'signing_key'"),
            ("{jwt: {alg: none, signing_key: x, claims: {a: 1}}}", "needs no 'signing_key'"),
            ("{jwt: {alg: RS256, claims: {a: 1}}}", "wants HS256 or none"),
            ("{jwt: {alg: none}}", "lacks the key 'claims'"), ("nobody", "wants one of none"),
            ("{jwt: {alg: none, claims: [1]}}", "wants a mapping"),
        ])
    func nonsense(auth: String, problem: String) {
        let problems = Written.step("{http: {url: \"http://h/\", auth: \(auth)}, check: {status: 200}}").problems
        #expect(problems.count == 1 && problems[0].contains(problem), "\(problems)")
    }

    @Test("a token is masked like any other")
    func masked() async throws {
        let server = try Answers { request, _ in answer(request.header("authorization") ?? "") }
        let redactor = Redactor()
        let result = try await Written.run(
            "{http: {url: \"\(server.url)/\", auth: {jwt: {alg: none, claims: {a: 1}}}}, check: {body: x}}",
            in: Written.context(redactor: redactor))
        #expect(result.refusals.count == 1 && result.refusals[0].contains(Redactor.mask))
    }
}
