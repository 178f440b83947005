internal import JSON
internal import Model
internal import Transfer

/// A JSON Web Token (RFC 7519) made for one request: to see whether a target refuses it.
struct JWTTemplate: Sendable {
    /// `HS256`, or `none` in any case of letters.
    private let algorithm: String
    private let claims: JSONTemplate
    private let key: Template?

    /// Nil when something was reported.
    init?(_ node: Node, _ context: DecodingContext) {
        let reader = Reader(node, scope: context.scope)
        guard let claims = node["claims"].flatMap({ JSONTemplate($0, context.diagnostics) }) else { return nil }
        self.claims = claims
        algorithm = reader.word("alg") ?? "HS256"
        key = reader.template("signing_key")
        if algorithm == "HS256", key == nil {
            context.diagnostics.error(
                at: node.location, "a token by HS256 needs 'signing_key'", fix: "or say alg: none")
            return nil
        }
        if algorithm != "HS256", key != nil {
            context.diagnostics.error(
                at: node["signing_key"]?.location, "a token without a signature needs no 'signing_key'",
                fix: "remove one of the two")
            return nil
        }
    }

    /// The token with every variable filled in.
    func text(in scope: Scope) throws -> String {
        let header: JSONValue = ["alg": .string(algorithm), "typ": "JWT"]
        let payload = try claims.value(in: scope)
        let signed = [header, payload].map { Self.encoded(Array(JSONWriter().text($0).utf8)) }.joined(separator: ".")
        guard let key else { return signed + "." }
        let code = Digest.hmacSHA256(key: Array(try key.text(in: scope).utf8), Array(signed.utf8))
        return "\(signed).\(Self.encoded(code))"
    }

    /// Base64 for URLs, without padding.
    private static func encoded(_ bytes: [UInt8]) -> String {
        String(
            Base64Text.encode(bytes).compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}
