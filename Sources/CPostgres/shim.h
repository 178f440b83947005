#pragma once
#include <libpq-fe.h>
#include <stddef.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

// What a server says beside its answers goes nowhere: libpq's default prints it.
static inline void gonogo_pq_ignore(void *context, const PGresult *result) {
    (void)context;
    (void)result;
}
static inline void gonogo_pq_silence(PGconn *connection) {
    PQsetNoticeReceiver(connection, gonogo_pq_ignore, NULL);
}

// How many bytes have come on a TCP connection since it was made; 0 where the system does not tell.
static inline unsigned long long gonogo_pq_received(int descriptor) {
#ifdef __APPLE__
    struct tcp_connection_info info;
    socklen_t length = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_CONNECTION_INFO, &info, &length) != 0) return 0;
    return info.tcpi_rxbytes;
#else
    // Linux' struct tcp_info, whose field the C library's headers don't know: tcpi_bytes_received.
    enum { offset = 128 };
    unsigned char info[256];
    unsigned long long count = 0;
    socklen_t length = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, info, &length) != 0) return 0;
    if (length >= offset + sizeof count) memcpy(&count, info + offset, sizeof count);
    return count;
#endif
}

// Constants that Swift takes for macros it can't read.
static inline char gonogo_pq_field_sqlstate(void) { return 'C'; }
static inline char gonogo_pq_field_message(void) { return 'M'; }
