/// What libcurl's callbacks write down while one hop runs; only the session's thread touches it.
final class HopState {
    /// Why a callback ended the hop.
    enum Stop: Equatable {
        case headerTooLarge, endlessInterim
        case bodyTooLarge, wireTooLarge
        /// The answer began with these bytes in place of a status line.
        case notHTTP([UInt8])
        case upload(String)
    }

    let limits: HTTPRequest.Limits
    var phase = TransferError.Phase.dns
    var stop: Stop?
    var parser: ResponseHeadParser
    var body: [UInt8] = []
    var upload: UploadSource?
    /// The errno of the socket that could not be made, if none could.
    var socketError: Int32?
    let recorder: CertificateRecorder

    init(limits: HTTPRequest.Limits, upload: UploadSource?, recorder: CertificateRecorder) {
        self.recorder = recorder
        self.limits = limits
        self.upload = upload
        parser = ResponseHeadParser(maxBytes: limits.maxHeaderBytes)
    }

    func takeHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        switch parser.take(line) {
        case .tooLarge: stop = .headerTooLarge
        case .endlessInterim: stop = .endlessInterim
        case nil: break
        }
        if parser.head != nil { phase = .body }
        return stop == nil
    }

    func takeBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard parser.head != nil else {
            stop = .notHTTP(Array(bytes.prefix(60)))
            return false
        }
        guard bytes.count <= limits.maxBodyBytes - body.count else {
            stop = .bodyTooLarge
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }
}
