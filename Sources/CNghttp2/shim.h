#pragma once
#include <nghttp2/nghttp2.h>
#include <string.h>

// Unions and flags as Swift wants them.

static inline int gonogo_h2_frame_type(const nghttp2_frame *frame) { return frame->hd.type; }
static inline int32_t gonogo_h2_frame_stream(const nghttp2_frame *frame) { return frame->hd.stream_id; }
static inline size_t gonogo_h2_frame_length(const nghttp2_frame *frame) { return frame->hd.length + 9; }
// The code of a GOAWAY frame; of any other frame 0.
static inline uint32_t gonogo_h2_goaway_code(const nghttp2_frame *frame) {
    return frame->hd.type == NGHTTP2_GOAWAY ? frame->goaway.error_code : 0;
}
static inline int gonogo_h2_frame_ends(const nghttp2_frame *frame) {
    return (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0;
}

// A field whose name and value outlive the session (`lasting`) or are copied by it.
static inline nghttp2_nv gonogo_h2_field(const uint8_t *name, size_t name_count, const uint8_t *value,
                                         size_t value_count, int lasting) {
    nghttp2_nv field = {(uint8_t *)name, (uint8_t *)value, name_count, value_count, NGHTTP2_NV_FLAG_NONE};
    if (lasting) field.flags = NGHTTP2_NV_FLAG_NO_COPY_NAME | NGHTTP2_NV_FLAG_NO_COPY_VALUE;
    return field;
}

static inline int32_t gonogo_h2_submit(nghttp2_session *session, const nghttp2_nv *fields, size_t count,
                                       nghttp2_data_source_read_callback read, void *user) {
    nghttp2_data_provider body;
    memset(&body, 0, sizeof body);
    body.read_callback = read;
    return nghttp2_submit_request(session, NULL, fields, count, read == NULL ? NULL : &body, user);
}

// What every client session says first: no push, windows that don't throttle, and how long a header list may be.
static inline int gonogo_h2_begin(nghttp2_session *session, uint32_t window, uint32_t header_list) {
    nghttp2_settings_entry settings[] = {
        {NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
        {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, window},
        {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, header_list},
    };
    int error = nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, settings, 3);
    if (error != 0) return error;
    return nghttp2_session_set_local_window_size(session, NGHTTP2_FLAG_NONE, 0, (int32_t)(window * 8));
}
