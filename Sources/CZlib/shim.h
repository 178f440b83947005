#pragma once
#include <zlib.h>

// A macro that Swift does not import.
static inline int gonogo_inflate_start(z_stream *stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}
