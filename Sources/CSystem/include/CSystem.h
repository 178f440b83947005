// System calls as plain functions, for Swift modules that must not care about variadic functions,
// packed structs or platform flags.
//
// Every function that can fail returns -errno (a negative number) instead of setting errno.
// Times are nanoseconds. Everything is static inline: the caller's optimiser sees through it.
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#else
#include <sys/sysctl.h>
#endif

// MARK: - Memory

/// Zeroed memory; untouched pages cost nothing. Aborts when the system has none.
static inline void *sys_zeroed(size_t bytes) {
    void *memory = calloc(bytes > 0 ? bytes : 1, 1);
    if (memory == NULL) abort();
    return memory;
}

/// Grows or moves a block. Aborts when the system has no memory.
static inline void *sys_resized(void *memory, size_t bytes) {
    void *grown = realloc(memory, bytes > 0 ? bytes : 1);
    if (grown == NULL) abort();
    return grown;
}

static inline void sys_free(void *memory) { free(memory); }

/// Index of the first `byte` among `count` bytes, or -1.
static inline int64_t sys_find(const void *bytes, uint8_t byte, size_t count) {
    const void *hit = memchr(bytes, byte, count);
    return hit == NULL ? -1 : (int64_t)((const char *)hit - (const char *)bytes);
}

static inline int sys_equal(const void *a, const void *b, size_t count) { return memcmp(a, b, count) == 0; }

/// The natural logarithm.
static inline double sys_ln(double x) { return log(x); }

// MARK: - Clocks

static inline uint64_t sys_clock_ns(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/// Monotonic time: never stepped.
static inline uint64_t sys_monotonic_ns(void) { return sys_clock_ns(CLOCK_MONOTONIC); }

/// Wall-clock time since 1970.
static inline uint64_t sys_wall_ns(void) { return sys_clock_ns(CLOCK_REALTIME); }

/// CPU time, user and system, of the calling thread.
static inline uint64_t sys_thread_cpu_ns(void) { return sys_clock_ns(CLOCK_THREAD_CPUTIME_ID); }

/// User and system CPU time of this process.
static inline void sys_process_cpu_ns(uint64_t *user, uint64_t *system) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    *user = (uint64_t)usage.ru_utime.tv_sec * 1000000000u + (uint64_t)usage.ru_utime.tv_usec * 1000u;
    *system = (uint64_t)usage.ru_stime.tv_sec * 1000000000u + (uint64_t)usage.ru_stime.tv_usec * 1000u;
}

static inline void sys_sleep_ns(uint64_t duration) {
    struct timespec t = {.tv_sec = (time_t)(duration / 1000000000u), .tv_nsec = (long)(duration % 1000000000u)};
    nanosleep(&t, NULL);
}

static inline int32_t sys_core_count(void) {
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (int32_t)n : 1;
}

// MARK: - Threads

/// Starts a thread with all signals blocked, so that they reach the thread that waits for them.
static inline int32_t sys_thread_start(uintptr_t *thread, void *(*body)(void *), void *context) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t id;
    int error = pthread_create(&id, NULL, body, context);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    *thread = (uintptr_t)id;
    return -error;
}

static inline void sys_thread_join(uintptr_t thread) { pthread_join((pthread_t)thread, NULL); }
static inline void sys_thread_detach(uintptr_t thread) { pthread_detach((pthread_t)thread); }

/// Asks for timers of this thread as precise as the kernel has them (Linux rounds up by 50 µs otherwise).
static inline void sys_thread_precise_timers(void) {
#ifdef __linux__
    prctl(PR_SET_TIMERSLACK, 1UL);
#endif
}

// MARK: - Descriptors

static inline int32_t sys_close(int32_t fd) { return close(fd) == 0 ? 0 : -errno; }

/// Raises the soft limit of open descriptors towards `wanted`; the limit that holds afterwards.
static inline uint64_t sys_raise_descriptor_limit(uint64_t wanted) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    if (limit.rlim_cur >= wanted) return limit.rlim_cur;
    limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? (uint64_t)limit.rlim_cur : 0;
}

/// How many local ports the system hands out for connections to one address; 0 where it doesn't say.
static inline uint64_t sys_local_port_count(void) {
    long first = 0, last = 0;
#ifdef __linux__
    FILE *file = fopen("/proc/sys/net/ipv4/ip_local_port_range", "re");
    if (file == NULL) return 0;
    int fields = fscanf(file, "%ld %ld", &first, &last);
    fclose(file);
    if (fields != 2) return 0;
#else
    int from = 0, to = 0;
    size_t size = sizeof from;
    if (sysctlbyname("net.inet.ip.portrange.first", &from, &size, NULL, 0) != 0) return 0;
    size = sizeof to;
    if (sysctlbyname("net.inet.ip.portrange.last", &to, &size, NULL, 0) != 0) return 0;
    first = from;
    last = to;
#endif
    return first > 0 && last >= first && last <= 65535 ? (uint64_t)(last - first + 1) : 0;
}

/// The text of an errno value, copied into `buffer`.
static inline void sys_error_text(int32_t error, char *buffer, size_t count) {
    const char *text = strerror(error);
    strncpy(buffer, text == NULL ? "unknown error" : text, count - 1);
    buffer[count - 1] = 0;
}

// MARK: - Names

/// Room for one socket address of any family.
#define SYS_ADDRESS_BYTES 128

/// Resolves a name or address literal to at most `max` stream addresses, each in its own
/// SYS_ADDRESS_BYTES of `addresses`, its length in `lengths`. Returns the count or a negative EAI code.
static inline int32_t sys_resolve(const char *host, uint16_t port, uint8_t *addresses, uint32_t *lengths, int32_t max) {
    struct addrinfo hints;
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    struct addrinfo *list = NULL;
    int error = getaddrinfo(host, NULL, &hints, &list);
    if (error != 0) return error < 0 ? error : -error;
    int32_t count = 0;
    for (struct addrinfo *entry = list; entry != NULL && count < max; entry = entry->ai_next) {
        if (entry->ai_addrlen > SYS_ADDRESS_BYTES) continue;
        uint8_t *address = addresses + (size_t)count * SYS_ADDRESS_BYTES;
        memcpy(address, entry->ai_addr, entry->ai_addrlen);
        if (entry->ai_family == AF_INET) {
            ((struct sockaddr_in *)(void *)address)->sin_port = htons(port);
        } else if (entry->ai_family == AF_INET6) {
            ((struct sockaddr_in6 *)(void *)address)->sin6_port = htons(port);
        } else {
            continue;
        }
        lengths[count++] = (uint32_t)entry->ai_addrlen;
    }
    freeaddrinfo(list);
    return count;
}

/// The text of what sys_resolve returned, copied into `buffer`.
static inline void sys_resolve_error_text(int32_t error, char *buffer, size_t count) {
    const char *text = gai_strerror(error);
#ifndef __linux__
    text = gai_strerror(-error);
#endif
    strncpy(buffer, text == NULL ? "unknown error" : text, count - 1);
    buffer[count - 1] = 0;
}

// MARK: - Sockets

/// Opens a non-blocking stream socket, TCP without Nagle's delay, closed on exec. The descriptor or -errno.
static inline int32_t sys_stream_socket(const void *address) {
    int family = ((const struct sockaddr *)address)->sa_family;
#ifdef __linux__
    int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
#else
    int fd = socket(family, SOCK_STREAM, 0);
    if (fd < 0) return -errno;
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    int quiet = 1;
    setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &quiet, sizeof quiet);
#endif
    int on = 1;
    if (family != AF_UNIX) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

/// Writes the address of a Unix socket into SYS_ADDRESS_BYTES; its length, or 0 when the path is too long.
static inline uint32_t sys_unix_address(const char *path, uint8_t *address) {
    struct sockaddr_un un;
    size_t length = strlen(path);
    if (length == 0 || length >= sizeof un.sun_path) return 0;
    memset(&un, 0, sizeof un);
    un.sun_family = AF_UNIX;
    memcpy(un.sun_path, path, length);
    memcpy(address, &un, sizeof un);
    return sizeof un;
}

/// Begins to connect: 0 when done at once, -EINPROGRESS when under way.
static inline int32_t sys_connect(int32_t fd, const void *address, uint32_t length) {
    return connect(fd, (const struct sockaddr *)address, length) == 0 ? 0 : -errno;
}

/// What became of a connect under way: 0 or -errno.
static inline int32_t sys_socket_error(int32_t fd) {
    int error = 0;
    socklen_t length = sizeof error;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? -error : -errno;
}

/// Closes with a reset, leaving no port in TIME_WAIT.
static inline void sys_abort_connection(int32_t fd) {
    struct linger hard = {.l_onoff = 1, .l_linger = 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close(fd);
}

static inline int64_t sys_send(int32_t fd, const void *bytes, size_t count) {
#ifdef __linux__
    ssize_t n = send(fd, bytes, count, MSG_NOSIGNAL);
#else
    ssize_t n = send(fd, bytes, count, 0);
#endif
    return n >= 0 ? n : -errno;
}

static inline int64_t sys_recv(int32_t fd, void *bytes, size_t count) {
    ssize_t n = recv(fd, bytes, count, 0);
    return n >= 0 ? n : -errno;
}

/// Listens on a loopback port the kernel chooses; the descriptor or -errno. For test servers.
static inline int32_t sys_listen_on_loopback(int32_t backlog) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) return -errno;
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, backlog) == 0) return fd;
    int error = errno;
    close(fd);
    return -error;
}

/// The port a socket is bound to, 0 when it has none.
static inline uint16_t sys_local_port(int32_t fd) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &length) != 0) return 0;
    if (address.ss_family == AF_INET) return ntohs(((struct sockaddr_in *)(void *)&address)->sin_port);
    if (address.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6 *)(void *)&address)->sin6_port);
    return 0;
}

/// Waits for a connection; a blocking descriptor or -errno.
static inline int32_t sys_accept(int32_t fd) {
    int accepted = accept(fd, NULL, NULL);
    if (accepted < 0) return -errno;
    fcntl(accepted, F_SETFD, FD_CLOEXEC);
    int on = 1;
    setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifndef __linux__
    setsockopt(accepted, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    return accepted;
}

/// Ends both directions of a socket: whoever waits on it in another thread wakes up.
static inline void sys_shutdown(int32_t fd) { shutdown(fd, SHUT_RDWR); }

// MARK: - epoll

#ifdef __linux__
static const uint32_t sys_epoll_readable = EPOLLIN;
static const uint32_t sys_epoll_writable = EPOLLOUT;
static const uint32_t sys_epoll_closing = EPOLLRDHUP | EPOLLHUP | EPOLLERR;
/// Bytes of one kernel event: packed on x86-64, padded elsewhere.
static const size_t sys_epoll_event_bytes = sizeof(struct epoll_event);

static inline int32_t sys_epoll_create(void) {
    int fd = epoll_create1(EPOLL_CLOEXEC);
    return fd >= 0 ? fd : -errno;
}

/// Watches a descriptor edge-triggered, for reading, writing and closing, once and for all.
static inline int32_t sys_epoll_add(int32_t epoll, int32_t fd, uint64_t token) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data = {.u64 = token}};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0 ? 0 : -errno;
}

/// Announces again what is ready now, as if it had just become so.
static inline int32_t sys_epoll_rearm(int32_t epoll, int32_t fd, uint64_t token) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data = {.u64 = token}};
    return epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event) == 0 ? 0 : -errno;
}

static inline int32_t sys_epoll_wait_ms(int32_t epoll, void *events, int32_t max, int32_t milliseconds) {
    int n = epoll_wait(epoll, (struct epoll_event *)events, max, milliseconds);
    return n >= 0 ? n : -errno;
}

/// Like sys_epoll_wait_ms with nanoseconds; -ENOSYS or -EPERM where kernel or container lack it.
static inline int32_t sys_epoll_wait_ns(int32_t epoll, void *events, int32_t max, uint64_t nanoseconds) {
#ifdef SYS_epoll_pwait2
    struct { int64_t seconds, nanoseconds; } t = {(int64_t)(nanoseconds / 1000000000u), (int64_t)(nanoseconds % 1000000000u)};
    long n = syscall(SYS_epoll_pwait2, epoll, events, max, &t, NULL, (size_t)0);
    return n >= 0 ? (int32_t)n : -errno;
#else
    return -ENOSYS;
#endif
}

static inline uint64_t sys_epoll_token(const void *events, int32_t index) {
    return ((const struct epoll_event *)events)[index].data.u64;
}

static inline uint32_t sys_epoll_flags(const void *events, int32_t index) {
    return ((const struct epoll_event *)events)[index].events;
}
#endif

#include "Spawn.h"
