import Foundation
import Model
import Testing

/// One secret and its echoes.
private enum Echo {
    static let secret = "p@ss w/rd\"<&>\\ü~1!😀"

    /// The forms in which targets and tools echo a secret, made by Foundation rather than by the redactor.
    static let forms: [(name: String, text: String)] = {
        let bytes = Data(secret.utf8)
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        let percent = secret.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
        let json = (try? JSONEncoder().encode(secret)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let plainJSON = (try? encoder.encode(secret)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return [
            ("plain", secret), ("percent", percent), ("form", percent.replacing("%20", with: "+")),
            ("json", String(json.dropFirst().dropLast())),
            ("json, plain slashes", String(plainJSON.dropFirst().dropLast())),
            (
                "xml",
                secret.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                    .replacing("\"", with: "&quot;")
            ),
            ("base64", bytes.base64EncodedString()), ("hex", bytes.map { String(format: "%02x", $0) }.joined()),
            ("hex, upper case", bytes.map { String(format: "%02X", $0) }.joined()),
            ("JavaScript's encodeURIComponent", percent.replacing("%21", with: "!")),
            ("Python's json.dumps", #"p@ss w/rd\"<&>\\\u00fc~1!\ud83d\ude00"#),
            ("PHP's json_encode", #"p@ss w\/rd\"<&>\\\u00fc~1!\ud83d\ude00"#),
            ("Go's encoding/json", #"p@ss w/rd\"\u003c\u0026\u003e\\ü~1!😀"#),
            (".NET's System.Text.Json", #"p@ss w/rd\u0022\u003C\u0026\u003E\\\u00FC~1!\uD83D\uDE00"#),
        ]
    }()
}

struct RedactorTests {
    @Test("a secret is masked in every form in which it is echoed", arguments: Echo.forms.map(\.name))
    func forms(name: String) throws {
        let form = try #require(Echo.forms.first { $0.name == name }).text
        let redactor = Redactor([Secret(Echo.secret)])
        #expect(redactor.redact("before \(form) after").hasPrefix("before ********"))
        #expect(redactor.finds(in: Array("x\(form)y".utf8)))
        #expect(!redactor.finds(in: redactor.redact(Array("x\(form)y".utf8))))
    }

    @Test("a secret inside base64 is found wherever it starts", arguments: ["", "u", "us", "user", "user:"])
    func basicAuth(prefix: String) {
        let redactor = Redactor([Secret("correct-horse-battery")])
        let encoded = Data("\(prefix)correct-horse-battery".utf8).base64EncodedString()
        #expect(redactor.redact("Authorization: Basic \(encoded)").contains(Redactor.mask))
    }

    @Test("the longest secret goes first, so that nothing of it remains")
    func nested() {
        let redactor = Redactor([Secret("password"), Secret("password-and-more")])
        #expect(redactor.redact("password-and-more, password") == "********, ********")
    }

    @Test("secrets that overlap are masked as one, so that nothing of either remains")
    func overlapping() {
        let redactor = Redactor([Secret("canary-one-two"), Secret("one-two-three-four")])
        #expect(redactor.redact("<canary-one-two-three-four>") == "<********>")
        #expect(redactor.redact("canary-one-twocanary-one-two") == "****************")
        #expect(Redactor([Secret("aaaaaaaa")]).redact("baaaaaaaaaaab") == "b********b")
    }

    @Test(
        "a short value is masked where it stands as a word of its own",
        arguments: [
            ("test123", "********"), ("password=test123;", "password=********;"), ("/test123/x", "/********/x"),
            ("\"test123\"", "\"********\""),
            ("über test123ü", "über ********ü"), ("a%3Dtest123%26", "a%3D********%26"),
            ("x\\ntest123\\n", "x\\n********\\n"),
            ("mytest123", "mytest123"), ("test1234", "test1234"), ("_test123", "_test123"), ("test123_", "test123_"),
            ("test12", "test12"),
            ("74657374313233", "********"), ("a74657374313233", "a74657374313233"),
            ("Basic dTp0ZXN0MTIz", "Basic dTp********"),
        ])
    func short(text: String, masked: String) {
        let redactor = Redactor([Secret("test123")])
        #expect(redactor.redact(text) == masked)
        #expect(redactor.redact(masked) == masked)
    }

    @Test("a short value with a line end is the same value")
    func shortLine() {
        #expect(Redactor([Secret("test123\n")]).redact("is test123 it") == "is ******** it")
        #expect(
            Redactor([Secret("{\n  },\nlong-enough-line")]).redact("a   }, b long-enough-line") == "a   }, b ********")
    }

    @Test("a value of less than four bytes is left, and a short one is no reason to withhold a report")
    func shortest() {
        let redactor = Redactor([Secret("abc"), Secret("")])
        #expect(redactor.isEmpty)
        #expect(redactor.redact("abc") == "abc")
        #expect(Redactor([Secret("abcd")]).redact("abcd") == "********")
        #expect(!Redactor([Secret("name")]).finds(in: Array(#"{"name": 1}"#.utf8)))
    }

    @Test("a secret of asterisks is not found in masks")
    func asterisks() {
        let redactor = Redactor([Secret("****"), Secret("**********"), Secret("token-12345")])
        #expect(redactor.redact("token-12345") == "********")
        #expect(!redactor.finds(in: Array("****************".utf8)))
    }

    @Test("thousands of secrets with the same beginning are told apart, and each is masked")
    func many() {
        let redactor = Redactor()
        for number in 0..<2_000 { redactor.add(Secret("session-\(10_000 + number)")) }
        let text = (0..<2_000).map { "session-\(10_000 + $0) session-\(90_000 + $0)" }.joined(separator: "\n")
        let lines = redactor.redact(text).split(separator: "\n")
        #expect(lines.count == 2_000)
        #expect(lines.indices.allSatisfy { lines[$0] == "******** session-\(90_000 + $0)" })
    }

    @Test("adding and masking at the same time loses nothing")
    func concurrent() async {
        let redactor = Redactor()
        await withTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    redactor.add(Secret("concurrent-\(1_000 + number)"))
                    #expect(redactor.redact("a concurrent-\(1_000 + number) b") == "a ******** b")
                }
            }
        }
        #expect((0..<200).allSatisfy { redactor.redact("concurrent-\(1_000 + $0)") == Redactor.mask })
    }

    @Test("each line of a secret of several lines is one")
    func lines() {
        let redactor = Redactor([Secret("-----BEGIN KEY-----\nabcdefghijkl\n-----END KEY-----")])
        #expect(redactor.redact("found abcdefghijkl here") == "found ******** here")
    }

    @Test("a secret captured later is masked from then on, in bytes that are no UTF-8 too")
    func later() {
        let redactor = Redactor()
        #expect(redactor.redact("token-12345") == "token-12345")
        redactor.add(Secret("token-12345"))
        #expect(redactor.redact("token-12345") == "********")
        #expect(
            redactor.redact([0xFF] + Array("token-12345".utf8) + [0xFE]) == [0xFF] + Array("********".utf8) + [0xFE])
    }

    @Test("a secret does not show itself")
    func secretIsSilent() {
        let secret = Secret("token-12345")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped, String(describing: [secret])] {
            #expect(!text.contains("token"))
        }
        #expect(secret.reveal() == "token-12345")
    }
}
