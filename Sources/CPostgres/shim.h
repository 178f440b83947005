#pragma once
#include <libpq-fe.h>
#include <stddef.h>
#include <sys/ioctl.h>

// What a server says beside its answers goes nowhere: libpq's default prints it.
static inline void gonogo_pq_ignore(void *context, const PGresult *result) {
    (void)context;
    (void)result;
}
static inline void gonogo_pq_silence(PGconn *connection) {
    PQsetNoticeReceiver(connection, gonogo_pq_ignore, NULL);
}

// How many bytes wait to be read; 0 where that can't be told.
static inline int gonogo_pq_waiting(int descriptor) {
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) == 0 && count > 0 ? count : 0;
}

// Constants that Swift takes for macros it can't read.
static inline char gonogo_pq_field_sqlstate(void) { return 'C'; }
static inline char gonogo_pq_field_message(void) { return 'M'; }
