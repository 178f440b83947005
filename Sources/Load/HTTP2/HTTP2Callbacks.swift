import CNghttp2

// Functions of the file, since C calls them.

/// Calls the session that a callback belongs to; it is alive, since it is what made the library call.
@inline(__always)
private func withOwner<Result>(_ context: UnsafeMutableRawPointer?, else none: Result, _ body: (HTTP2Session) -> Result)
    -> Result
{
    guard let context else { return none }
    return Unmanaged<HTTP2Session>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
}

let h2ReadBody: nghttp2_data_source_read_callback = { _, id, buffer, length, flags, _, context in
    guard let flags else { return Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue) }
    return withOwner(context, else: Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue)) {
        $0.read(id, UnsafeMutableRawBufferPointer(start: buffer, count: length), &flags.pointee)
    }
}

/// The one set of callbacks of all sessions; nil when there is no memory.
nonisolated(unsafe) let h2Callbacks: OpaquePointer? = {
    var made: OpaquePointer?
    guard nghttp2_session_callbacks_new(&made) == 0, let made else { return nil }
    nghttp2_session_callbacks_set_on_frame_recv_callback(made) { _, frame, context in
        if let frame { withOwner(context, else: ()) { $0.noteFrame(frame) } }
        return 0
    }
    nghttp2_session_callbacks_set_on_frame_send_callback(made) { _, frame, context in
        if let frame { withOwner(context, else: ()) { $0.noteSent(frame) } }
        return 0
    }
    nghttp2_session_callbacks_set_on_header_callback(made) { _, frame, name, nameCount, value, valueCount, _, context in
        guard let frame else { return 0 }
        let isTaken = withOwner(context, else: true) {
            $0.noteField(
                gonogo_h2_frame_stream(frame), UnsafeRawBufferPointer(start: name, count: nameCount),
                UnsafeRawBufferPointer(start: value, count: valueCount))
        }
        return isTaken ? 0 : NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
    }
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(made) { _, _, id, bytes, count, context in
        withOwner(context, else: ()) { $0.noteBody(id, UnsafeRawBufferPointer(start: bytes, count: count)) }
        return 0
    }
    nghttp2_session_callbacks_set_on_stream_close_callback(made) { _, id, code, context in
        withOwner(context, else: ()) { $0.noteClose(id, code) }
        return 0
    }
    return made
}()
