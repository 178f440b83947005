import CCurl

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Functions of their own, not closures: a closure handed to C from an isolated context would inherit its isolation and
// trap on the session's thread. Each gets the hop's state as its last or first pointer.

private func state(_ context: UnsafeMutableRawPointer?) -> HopState? {
    context.map { Unmanaged<HopState>.fromOpaque($0).takeUnretainedValue() }
}

private func buffer(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    let raw = UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count)
    return raw.bindMemory(to: UInt8.self)
}

/// libcurl takes any other number than the one it gave as "stop".
func curlTakesHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let length = size * count
    return state(context)?.takeHeader(buffer(bytes, length)) == true ? length : length + 1
}

func curlTakesBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let length = size * count
    return state(context)?.takeBody(buffer(bytes, length)) == true ? length : length + 1
}

func curlWantsUpload(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let state = state(context), let upload = state.upload else { return 0 }
    guard let got = upload.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) else {
        state.stop = .upload("the file of the body could not be read to its end")
        return Int(CURL_READFUNC_ABORT)
    }
    if upload.isAtEnd, state.phase == .send { state.phase = .firstByte }
    return got
}

func curlSeeksUpload(_ context: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32) -> Int32 {
    guard origin == SEEK_SET, let upload = state(context)?.upload, upload.seek(to: Int(offset)) else {
        return CURL_SEEKFUNC_FAIL
    }
    return CURL_SEEKFUNC_OK
}

/// Names are resolved by now: libcurl is about to connect.
func curlOpensSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let state = state(context), let address else { return CURL_SOCKET_BAD }
    // Also when a connection used again turns out dead, and the request starts anew.
    state.phase = .connect
    let descriptor = socket(
        gonogo_socket_family(address), gonogo_socket_type(address), gonogo_socket_protocol(address))
    if descriptor < 0 {
        state.socketError = errno
        return CURL_SOCKET_BAD
    }
    // A child of ours must not hold the target's connection open.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
}

/// TCP stands: the TLS handshake is about to begin.
func curlStartsTLS(
    _ easy: UnsafeMutableRawPointer?, _ tlsContext: UnsafeMutableRawPointer?, _ context: UnsafeMutableRawPointer?
) -> CURLcode {
    guard let state = state(context) else { return CURLE_ABORTED_BY_CALLBACK }
    state.phase = .tls
    if let tlsContext {
        state.recorder.install(on: tlsContext)
        // libcurl itself loads a file when it verifies, and else none, so that every certificate would look untrusted.
        let tls = state.request.tls
        if tls.caFile == nil || !tls.verifies {
            _ = TrustStore.install(on: OpaquePointer(tlsContext), caFile: tls.caFile)
        }
    }
    return CURLE_OK
}

/// The connection stands: the request is about to be sent.
func curlSendsRequest(
    _ context: UnsafeMutableRawPointer?, _ remote: UnsafeMutablePointer<CChar>?, _ local: UnsafeMutablePointer<CChar>?,
    _ remotePort: Int32, _ localPort: Int32
) -> Int32 {
    guard let state = state(context) else { return CURL_PREREQFUNC_ABORT }
    state.phase = state.upload?.isAtEnd == false ? .send : .firstByte
    return CURL_PREREQFUNC_OK
}

func curlCountsBytes(
    _ context: UnsafeMutableRawPointer?, _ downloadTotal: curl_off_t, _ downloaded: curl_off_t,
    _ uploadTotal: curl_off_t, _ uploaded: curl_off_t
) -> Int32 {
    guard let state = state(context) else { return 1 }
    guard downloaded <= state.request.limits.maxWireBytes ?? state.request.limits.maxBodyBytes else {
        if state.stop == nil { state.stop = .wireTooLarge }
        return 1
    }
    return 0
}
