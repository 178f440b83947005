/// The codes with which HTTP/2 ends streams and connections (RFC 9113, section 7).
enum HTTP2Code {
    private static let names = [
        "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED",
        "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM",
        "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
    ]

    static let protocolError: UInt32 = 1
    static let refusedStream: UInt32 = 7

    static func text(_ code: UInt32) -> String { code < UInt32(names.count) ? names[Int(code)] : "code \(code)" }
}
