// What a bare client of one connection sees of a server: the truth to which a generator's figures are compared.
//
//     probe PORT RATE SECONDS        (127.0.0.1, GET /, keep-alive)
//
// Sends at even, planned instants and waits for each response, both in epoll. Prints, of the response times from
// planned instant to last byte, {"count": …, "p50_us": …, "p95_us": …, "p99_us": …}. Meaningful while the server answers
// before the next instant.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char buffer[65536];

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void sleep_until(int epoll, uint64_t time) {
    struct epoll_event event;
    for (uint64_t t; (t = now()) < time;) {
        uint64_t left = time - t;
        struct timespec rest = {.tv_sec = (time_t)(left / 1000000000u), .tv_nsec = (long)(left % 1000000000u)};
        epoll_pwait2(epoll, &event, 1, &rest, NULL);
    }
}

static int ascending(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

// Sends and reads one response with Content-Length.
static void exchange(int epoll, int fd, const char *request) {
    struct epoll_event event;
    if (send(fd, request, strlen(request), MSG_NOSIGNAL) < 0) err(1, "send");
    size_t have = 0, length = 0;
    while (length == 0 || have < length) {
        if (epoll_pwait2(epoll, &event, 1, NULL, NULL) <= 0) continue;
        ssize_t n = recv(fd, buffer + have, sizeof buffer - 1 - have, 0);
        if (n <= 0) errx(1, "a response ended early or is too long");
        have += (size_t)n;
        buffer[have] = 0;
        char *end = strstr(buffer, "\r\n\r\n"), *field = strcasestr(buffer, "\r\nContent-Length:");
        if (end != NULL && field != NULL) length = (size_t)(end + 4 - buffer) + strtoul(field + 17, NULL, 10);
    }
}

int main(int argc, char **argv) {
    if (argc != 4) errx(2, "usage: probe PORT RATE SECONDS");
    double rate = atof(argv[2]);
    size_t count = (size_t)(rate * atof(argv[3]));
    if (count == 0) errx(2, "rate and seconds plan no request");
    prctl(PR_SET_TIMERSLACK, 1UL);

    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) err(1, "connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    int epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN | EPOLLET};
    if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) err(1, "epoll");

    uint64_t *times = calloc(count, sizeof *times), begin = now() + 1000000;
    if (times == NULL) err(1, "memory");
    for (size_t i = 0; i < count; i++) {
        uint64_t planned = begin + (uint64_t)((double)i * 1e9 / rate);
        sleep_until(epoll, planned);
        exchange(epoll, fd, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        times[i] = now() - planned;
    }
    qsort(times, count, sizeof *times, ascending);
    printf(
        "{\"count\": %zu, \"p50_us\": %.1f, \"p95_us\": %.1f, \"p99_us\": %.1f}\n", count,
        (double)times[(count - 1) * 50 / 100] / 1000, (double)times[(count - 1) * 95 / 100] / 1000,
        (double)times[(count - 1) * 99 / 100] / 1000);
    return 0;
}
