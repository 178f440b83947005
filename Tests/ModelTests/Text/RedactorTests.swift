import Foundation
import Model
import Testing

/// One secret and its echoes.
private enum Echo {
    static let secret = "p@ss w/rd\"<&>\\ü~1"

    /// The forms in which targets and tools echo a secret, made by Foundation rather than by the redactor.
    static let forms: [(name: String, text: String)] = {
        let bytes = Data(secret.utf8)
        let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        let percent = secret.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
        let json = (try? JSONEncoder().encode(secret)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let plainJSON = (try? encoder.encode(secret)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return [
            ("plain", secret), ("percent", percent), ("form", percent.replacing("%20", with: "+")),
            ("json", String(json.dropFirst().dropLast())), ("json, plain slashes", String(plainJSON.dropFirst().dropLast())),
            ("xml", secret.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                .replacing("\"", with: "&quot;")),
            ("base64", bytes.base64EncodedString()), ("hex", bytes.map { String(format: "%02x", $0) }.joined()),
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

    @Test("a short value is left: it would blank out ordinary words")
    func short() {
        let redactor = Redactor([Secret("secret7")])
        #expect(redactor.isEmpty)
        #expect(redactor.redact("secret7") == "secret7")
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
        #expect(redactor.redact([0xFF] + Array("token-12345".utf8) + [0xFE]) == [0xFF] + Array("********".utf8) + [0xFE])
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
