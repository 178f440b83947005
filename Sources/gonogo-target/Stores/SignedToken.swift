import COpenSSL

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A JSON Web Token (RFC 7519) that says who asks: signed by HS256 with the target's key, and not expired.
struct SignedToken {
    let subject: String

    private struct Header: Decodable { let alg: String }
    private struct Claims: Decodable { let sub: String, exp: Double }

    /// Nil for a token that is malformed, signed otherwise, or expired at the time in seconds since 1970.
    init?(_ text: String, now: Int) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let header = Self.decode(Header.self, parts[0]), header.alg == "HS256",
            let signature = Self.bytes(parts[2]), signature == Self.signature(of: "\(parts[0]).\(parts[1])"),
            let claims = Self.decode(Claims.self, parts[1]), claims.exp > Double(now)
        else { return nil }
        subject = claims.sub
    }

    private static func signature(of text: String) -> [UInt8] {
        let (key, bytes) = (Array(Credentials.signingKey.utf8), Array(text.utf8))
        var code = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        _ = HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &code, &length)
        return code
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ part: String) -> Value? {
        bytes(part).flatMap { try? JSONDecoder().decode(type, from: Data($0)) }
    }

    /// From Base64 for URLs, without padding.
    private static func bytes(_ text: String) -> [UInt8]? {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        return Data(base64Encoded: standard + padding).map { Array($0) }
    }
}
