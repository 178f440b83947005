/// JSON Web Tokens, RFC 7519: three parts in base64url, the first of which decodes to a JSON object with `alg`.
enum JWTShape {
    static func token(in text: Bytes, at index: Int) -> FoundToken? {
        guard text[index...].hasPrefix("eyJ") else { return nil }
        let header = text.run(from: index, while: ASCII.isURLSafe)
        guard header.endIndex < text.endIndex, text[header.endIndex] == 0x2E else { return nil }
        let payload = text.run(from: header.endIndex + 1, while: ASCII.isURLSafe)
        let isReadable = Base64Text.decode(header)?[...].contains("\"alg\"") == true
        // Cut or garbled, it still has a form that nothing else has.
        guard isReadable || payload.hasPrefix("eyJ") && min(header.count, payload.count) >= 16 else { return nil }
        guard payload.count >= 4, payload.endIndex < text.endIndex, text[payload.endIndex] == 0x2E else { return nil }
        let signature = text.run(from: payload.endIndex + 1, while: ASCII.isURLSafe)
        // Supabase gives the key with this role to browsers.
        let claims = Base64Text.decode(payload)?[...] ?? []
        let isPublic = claims.contains("\"role\":\"anon\"")
        return FoundToken(name: "JWT", range: index..<signature.endIndex, isPublic: isPublic)
    }
}
