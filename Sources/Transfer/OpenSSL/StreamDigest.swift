internal import COpenSSL

/// The SHA-256 of bytes that come piece by piece.
package final class StreamDigest {
    private let context = EVP_MD_CTX_new()
    private var isSound: Bool

    package init() { isSound = context != nil && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 }

    deinit { EVP_MD_CTX_free(context) }

    package func add(_ bytes: UnsafeRawBufferPointer) {
        if isSound { isSound = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 }
    }

    /// In lower-case hexadecimal; nil where OpenSSL has failed. Nothing can be added afterwards.
    package func hexadecimal() -> String? {
        var digest = [UInt8](repeating: 0, count: 32)
        guard isSound, EVP_DigestFinal_ex(context, &digest, nil) == 1 else { return nil }
        isSound = false
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
