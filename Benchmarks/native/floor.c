// The two-syscall floor: what a closed-model HTTP/1.1 generator costs if it does nothing but send and receive.
//
//     floor PORT CONNECTIONS SECONDS        (127.0.0.1, GET /, keep-alive)
//
// One thread, one edge-triggered epoll. Every connection is registered once; a response is complete when as many bytes
// have come as its very first response had, and the next request leaves at once. Nothing is parsed, checked or timed.
// Prints {"completed": …, "in_flight": …}.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

typedef struct {
    int fd;
    size_t received; // Bytes of the response that is under way.
} Connection;

static char request[128];
static size_t request_length;
static char buffer[65536];

static int connect_to(uint16_t port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) err(1, "socket");
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) err(1, "connect");
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

static void send_request(int fd) {
    if (send(fd, request, request_length, MSG_NOSIGNAL) != (ssize_t)request_length) err(1, "send");
}

// Asks once and reads head and body as Content-Length says.
static size_t response_length(uint16_t port) {
    int fd = connect_to(port);
    send_request(fd);
    size_t have = 0, length = 0;
    while (length == 0 || have < length) {
        ssize_t n = recv(fd, buffer + have, sizeof buffer - 1 - have, 0);
        if (n <= 0) errx(1, "the first response ended early or is too long");
        have += (size_t)n;
        buffer[have] = 0;
        char *end = strstr(buffer, "\r\n\r\n");
        if (length > 0 || end == NULL) continue;
        char *field = strcasestr(buffer, "\r\nContent-Length:");
        if (field == NULL || field > end) errx(1, "the first response has no Content-Length");
        length = (size_t)(end + 4 - buffer) + strtoul(field + 17, NULL, 10);
    }
    close(fd);
    return length;
}

static void allow_descriptors(rlim_t wanted) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

// A descriptor that becomes readable once the time is over: no clock is read in the loop.
static int alarm_after(double seconds) {
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    struct itimerspec when = {.it_value.tv_sec = (time_t)seconds};
    when.it_value.tv_nsec = (long)((seconds - (double)when.it_value.tv_sec) * 1e9);
    if (fd < 0 || timerfd_settime(fd, 0, &when, NULL) != 0) err(1, "timerfd");
    return fd;
}

int main(int argc, char **argv) {
    if (argc != 4) errx(2, "usage: floor PORT CONNECTIONS SECONDS");
    uint16_t port = (uint16_t)atoi(argv[1]);
    size_t count = strtoul(argv[2], NULL, 10);
    double seconds = atof(argv[3]);
    if (count == 0 || seconds <= 0) errx(2, "connections and seconds must be more than 0");
    allow_descriptors(count + 64);
    request_length =
        (size_t)snprintf(request, sizeof request, "GET / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", (unsigned)port);
    const size_t length = response_length(port);

    int epoll = epoll_create1(EPOLL_CLOEXEC);
    Connection *connections = calloc(count, sizeof *connections);
    if (epoll < 0 || connections == NULL) err(1, "epoll");
    for (size_t i = 0; i < count; i++) {
        connections[i].fd = connect_to(port);
        struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.ptr = &connections[i]};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, connections[i].fd, &event) != 0) err(1, "epoll_ctl");
    }
    struct epoll_event alarm = {.events = EPOLLIN, .data.ptr = NULL};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, alarm_after(seconds), &alarm) != 0) err(1, "epoll_ctl");
    for (size_t i = 0; i < count; i++) send_request(connections[i].fd);

    static struct epoll_event events[1024];
    size_t completed = 0;
    for (int running = 1; running;) {
        int ready = epoll_wait(epoll, events, 1024, -1);
        for (int i = 0; i < ready; i++) {
            Connection *connection = events[i].data.ptr;
            if (connection == NULL) {
                running = 0;
                continue;
            }
            ssize_t n = recv(connection->fd, buffer, sizeof buffer, MSG_DONTWAIT);
            if (n <= 0) err(1, "a connection ended");
            connection->received += (size_t)n;
            if (connection->received < length) continue;
            if (connection->received > length) errx(1, "a response was longer than the first");
            connection->received = 0;
            completed++;
            send_request(connection->fd);
        }
    }
    // The first response counts too; what was sent last may still be answered.
    printf("{\"completed\": %zu, \"in_flight\": %zu}\n", completed + 1, count);
    return 0;
}
