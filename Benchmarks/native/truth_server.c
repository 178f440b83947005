// A server whose latencies are known: it draws one for each request, keeps to it within some microseconds, and records
// what it really took.
//
//     truth_server PORT SEED constant MS
//     truth_server PORT SEED lognormal MEDIAN_MS SIGMA
//     truth_server PORT SEED bimodal FAST_MS SLOW_MS SLOW_SHARE
//     truth_server PORT SEED stall MS EVERY_S FOR_S
//
// It listens on 127.0.0.1 (PORT 0: any) and prints its port. HTTP/1.1, keep-alive, GET only; a response has a body of
// 100 bytes. One thread, one epoll. In `stall` it answers after MS, but neither reads nor answers anything for the last
// FOR_S of every EVERY_S seconds, counted from the first request.
//
// GET /__truth, which is not counted itself, and SIGTERM make it print:
//     {"received": N, "answered": N, "stalls": N, "min_us": …, "p50_us": …, "p95_us": …, "p99_us": …, "p999_us": …,
//      "max_us": …}
// The times are of every request answered, from having read it to having written its response. Percentiles are exact:
// the least time that so many per cent of the requests did not exceed.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <math.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MILLISECOND 1000000.0
#define SECOND 1000000000.0
#define NEVER UINT64_MAX
// A sleeping thread wakes some 50 µs late: this long before something is due, the server looks instead of sleeping.
#define AWAKE 150000u

typedef struct {
    bool open, answering;
    uint32_t generation; // Tells a connection from an earlier one on the same descriptor.
    uint64_t read_at;
    size_t length; // Bytes in the buffer.
    char buffer[4096];
} Connection;

typedef struct {
    uint64_t due;
    int fd;
    uint32_t generation;
} Answer;

static Connection **connections; // By descriptor.
static size_t max_connections;
static int epoll, listener;
static volatile sig_atomic_t terminating;

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void *grown(void *memory, size_t bytes) {
    memory = realloc(memory, bytes);
    if (memory == NULL) err(1, "memory");
    return memory;
}

// MARK: Latencies

static enum { CONSTANT, LOGNORMAL, BIMODAL, STALL } mode;
static double parameters[3];
static uint64_t random_state;

// splitmix64, as a number in (0, 1].
static double random_unit(void) {
    uint64_t z = (random_state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)(((z ^ (z >> 31)) >> 11) + 1) * 0x1p-53;
}

// Box and Muller's transform, one of its two numbers.
static double random_normal(void) { return sqrt(-2 * log(random_unit())) * cos(2 * M_PI * random_unit()); }

static uint64_t draw_latency(void) {
    double milliseconds = parameters[0];
    if (mode == LOGNORMAL) milliseconds *= exp(parameters[1] * random_normal());
    if (mode == BIMODAL && random_unit() <= parameters[2]) milliseconds = parameters[1];
    return (uint64_t)(milliseconds * MILLISECOND);
}

// MARK: Stalls

static uint64_t stalls_from = NEVER; // When the first request had been read.
static uint64_t stalls;

// The stall that is under way at `time`, else the next one; NEVER in other modes.
static void find_stall(uint64_t time, uint64_t *begin, uint64_t *end) {
    *begin = *end = NEVER;
    if (mode != STALL || stalls_from == NEVER) return;
    uint64_t every = (uint64_t)(parameters[1] * SECOND), length = (uint64_t)(parameters[2] * SECOND);
    *end = stalls_from + ((time - stalls_from) / every + 1) * every;
    *begin = *end - length;
}

static void sleep_until(uint64_t time) {
    struct timespec t = {.tv_sec = (time_t)(time / 1000000000u), .tv_nsec = (long)(time % 1000000000u)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) continue;
}

// MARK: What it took

static uint64_t received, *taken;
static size_t answered, taken_capacity;

static void record(uint64_t time) {
    if (answered == taken_capacity) {
        taken_capacity = taken_capacity > 0 ? 2 * taken_capacity : 1 << 16;
        taken = grown(taken, taken_capacity * sizeof *taken);
    }
    taken[answered++] = time;
}

static int ascending(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static size_t describe(char *text, size_t capacity) {
    size_t length = (size_t)snprintf(
        text, capacity, "{\"received\": %llu, \"answered\": %zu, \"stalls\": %llu", (unsigned long long)received,
        answered, (unsigned long long)stalls);
    static const struct {
        const char *name;
        double share;
    } figures[] = {{"min", 0}, {"p50", 0.5}, {"p95", 0.95}, {"p99", 0.99}, {"p999", 0.999}, {"max", 1}};
    uint64_t *sorted = grown(NULL, (answered + 1) * sizeof *sorted);
    if (answered > 0) memcpy(sorted, taken, answered * sizeof *sorted);
    qsort(sorted, answered, sizeof *sorted, ascending);
    for (size_t i = 0; answered > 0 && i < sizeof figures / sizeof *figures; i++) {
        size_t rank = (size_t)ceil(figures[i].share * (double)answered);
        length += (size_t)snprintf(
            text + length, capacity - length, ", \"%s_us\": %.1f", figures[i].name,
            (double)sorted[rank > 0 ? rank - 1 : 0] / 1000);
    }
    free(sorted);
    return length + (size_t)snprintf(text + length, capacity - length, "}\n");
}

// MARK: Answers that are due later, in a binary heap

static Answer *heap;
static size_t heap_count, heap_capacity;

static void push(Answer answer) {
    if (heap_count == heap_capacity) {
        heap_capacity = heap_capacity > 0 ? 2 * heap_capacity : 1024;
        heap = grown(heap, heap_capacity * sizeof *heap);
    }
    size_t at = heap_count++;
    for (; at > 0 && heap[(at - 1) / 2].due > answer.due; at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
    heap[at] = answer;
}

static Answer pop(void) {
    Answer first = heap[0], last = heap[--heap_count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < heap_count; at = child) {
        if (child + 1 < heap_count && heap[child + 1].due < heap[child].due) child++;
        if (heap[child].due >= last.due) break;
        heap[at] = heap[child];
    }
    heap[at] = last;
    return first;
}

// MARK: Connections

static void accept_all(void) {
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) return;
        if ((size_t)fd >= max_connections) errx(1, "too many connections");
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (connections[fd] == NULL) connections[fd] = calloc(1, sizeof(Connection));
        if (connections[fd] == NULL) err(1, "memory");
        Connection *connection = connections[fd];
        *connection = (Connection){.open = true, .generation = connection->generation + 1};
        struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) err(1, "epoll_ctl");
    }
}

static void end_connection(int fd) {
    connections[fd]->open = false;
    close(fd);
}

static void respond(int fd, const char *body, size_t length) {
    char response[1024];
    int bytes = snprintf(
        response, sizeof response,
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n%.*s", length, (int)length, body);
    if (send(fd, response, (size_t)bytes, MSG_NOSIGNAL) != bytes) end_connection(fd);
}

// Takes the next complete request out of the buffer, if there is one and none is being answered.
static void begin_request(int fd) {
    Connection *connection = connections[fd];
    if (!connection->open || connection->answering) return;
    char *end = memmem(connection->buffer, connection->length, "\r\n\r\n", 4);
    if (end == NULL) {
        if (connection->length == sizeof connection->buffer) end_connection(fd);
        return;
    }
    connection->read_at = now();
    bool asks_truth = strncmp(connection->buffer, "GET /__truth ", 13) == 0;
    bool is_get = strncmp(connection->buffer, "GET ", 4) == 0;
    size_t used = (size_t)(end + 4 - connection->buffer);
    memmove(connection->buffer, connection->buffer + used, connection->length -= used);
    if (!is_get) return end_connection(fd);
    if (asks_truth) {
        char text[512];
        return respond(fd, text, describe(text, sizeof text));
    }
    received++;
    if (stalls_from == NEVER) stalls_from = connection->read_at;
    connection->answering = true;
    push((Answer){.due = connection->read_at + draw_latency(), .fd = fd, .generation = connection->generation});
}

static void read_from(int fd) {
    Connection *connection = connections[fd];
    ssize_t n = recv(
        fd, connection->buffer + connection->length, sizeof connection->buffer - connection->length, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) return end_connection(fd);
    connection->length += (size_t)n;
    begin_request(fd);
}

static void answer_what_is_due(void) {
    static const char body[] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                               "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    while (heap_count > 0 && heap[0].due <= now()) {
        Answer answer = pop();
        Connection *connection = connections[answer.fd];
        if (!connection->open || connection->generation != answer.generation) continue;
        respond(answer.fd, body, sizeof body - 1);
        if (!connection->open) continue;
        record(now() - connection->read_at);
        connection->answering = false;
        begin_request(answer.fd);
    }
}

// MARK: Start

static void terminate(int number) {
    (void)number;
    terminating = 1;
}

static void read_arguments(int argc, char **argv) {
    static const struct {
        const char *name;
        int parameters;
    } modes[] = {[CONSTANT] = {"constant", 1}, [LOGNORMAL] = {"lognormal", 2}, [BIMODAL] = {"bimodal", 3},
                 [STALL] = {"stall", 3}};
    for (size_t i = 0; argc > 3 && i < sizeof modes / sizeof *modes; i++) {
        if (strcmp(argv[3], modes[i].name) != 0 || argc != 4 + modes[i].parameters) continue;
        mode = i;
        random_state = strtoull(argv[2], NULL, 10);
        for (int n = 4; n < argc; n++) parameters[n - 4] = atof(argv[n]);
        if (mode == STALL && parameters[2] >= parameters[1]) errx(2, "a stall must be shorter than its period");
        return;
    }
    errx(2, "usage: truth_server PORT SEED constant MS | lognormal MEDIAN_MS SIGMA | bimodal FAST_MS SLOW_MS SLOW_SHARE"
            " | stall MS EVERY_S FOR_S");
}

static void listen_on(uint16_t port) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max < 65536 ? limit.rlim_max : 65536;
    setrlimit(RLIMIT_NOFILE, &limit);
    max_connections = limit.rlim_cur;
    connections = calloc(max_connections, sizeof *connections);

    listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 4096) != 0) err(1, "listen");
    getsockname(listener, (struct sockaddr *)&address, &length);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
    if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event) != 0) err(1, "epoll");
    printf("%u\n", (unsigned)ntohs(address.sin_port));
    fflush(stdout);
}

int main(int argc, char **argv) {
    read_arguments(argc, argv);
    prctl(PR_SET_TIMERSLACK, 1UL);
    // The signal is let in only while waiting, so that none is missed.
    sigset_t blocked, before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = terminate}, NULL);
    listen_on((uint16_t)atoi(argv[1]));

    static struct epoll_event events[1024];
    while (!terminating) {
        uint64_t stall_begin, stall_end;
        find_stall(now(), &stall_begin, &stall_end);
        if (stall_begin <= now()) {
            sleep_until(stall_end);
            stalls++;
        }
        answer_what_is_due();
        uint64_t wake = heap_count > 0 && heap[0].due < stall_begin ? heap[0].due : stall_begin;
        uint64_t time = now(), wait = wake > time + AWAKE ? wake - time - AWAKE : 0;
        struct timespec limit = {.tv_sec = (time_t)(wait / 1000000000u), .tv_nsec = (long)(wait % 1000000000u)};
        int ready = epoll_pwait2(epoll, events, 1024, wake == NEVER ? NULL : &limit, &before);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd == listener) accept_all();
            else if (connections[events[i].data.fd]->open) read_from(events[i].data.fd);
        }
    }
    char text[512];
    describe(text, sizeof text);
    fputs(text, stdout);
    return 0;
}
