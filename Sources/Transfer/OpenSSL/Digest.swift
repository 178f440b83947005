internal import COpenSSL

/// Message digests.
package enum Digest {
    /// The SHA-256 of the bytes in lower-case hexadecimal.
    package static func sha256(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        _ = SHA256(bytes, bytes.count, &digest)
        return hexadecimal(digest)
    }

    /// The HMAC-SHA256 of the bytes in lower-case hexadecimal; nil where the library refuses.
    package static func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> String? {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard let keyLength = Int32(exactly: key.count),
            HMAC(EVP_sha256(), key, keyLength, bytes, bytes.count, &digest, &length) != nil, length == 32
        else { return nil }
        return hexadecimal(digest)
    }

    private static func hexadecimal(_ digest: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The HMAC of the bytes with SHA-256: 32 bytes.
    package static func hmacSHA256(key: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        _ = HMAC(EVP_sha256(), key, Int32(clamping: key.count), bytes, bytes.count, &code, &length)
        return code
    }
}
