/// What libcurl's callbacks write down while one hop runs; only the session's thread touches it.
final class HopState {
    /// Why a callback ended the hop.
    enum Stop: Equatable {
        case headerTooLarge, endlessInterim
        case bodyTooLarge, wireTooLarge
        /// The answer began with these bytes in place of a status line.
        case notHTTP([UInt8])
        case undecodable(Decompressor.Flaw)
        case upload(String)
    }

    let request: HTTPRequest
    var phase = TransferError.Phase.dns
    var stop: Stop?
    var parser: ResponseHeadParser
    var body: [UInt8] = []
    var upload: UploadSource?
    /// The errno of the socket that could not be made, if none could.
    var socketError: Int32?
    /// Set once a body has come that is compressed and was asked for so.
    private(set) var decompressor: Decompressor?
    let recorder: CertificateRecorder

    init(for request: HTTPRequest, upload: UploadSource?, recorder: CertificateRecorder) {
        self.recorder = recorder
        self.request = request
        self.upload = upload
        parser = ResponseHeadParser(maxBytes: request.limits.maxHeaderBytes)
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
        guard let head = parser.head else {
            stop = .notHTTP(Array(bytes.prefix(60)))
            return false
        }
        do throws(Decompressor.Flaw) {
            if request.acceptsCompression, decompressor == nil, body.isEmpty {
                decompressor = try Decompressor.make(for: head.headers.values(of: "content-encoding"))
            }
            if let decompressor {
                try decompressor.decompress(bytes, into: &body, maxBytes: request.limits.maxBodyBytes)
                return true
            }
        } catch {
            stop = error == .tooLarge ? .bodyTooLarge : .undecodable(error)
            return false
        }
        guard bytes.count <= request.limits.maxBodyBytes - body.count else {
            stop = .bodyTooLarge
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// False when the body's compressed form ended in the middle, which its length on the wire need not show.
    func endBody() -> Bool {
        decompressor?.isAtEnd ?? true
    }
}
