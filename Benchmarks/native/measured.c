// Runs a command on one core and says what it took.
//
//     measured DESCRIPTOR CPU COMMAND [ARGUMENT]…
//
// The command keeps stdin, stdout and stderr; afterwards one line of JSON is written to the descriptor:
// {"status": …, "wall_us": …, "user_us": …, "system_us": …, "max_rss_kb": …}. A process inherits its parent's peak
// memory when it is started, so a parent as small as this is needed to see the command's own.
#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t child;

static void pass_on(int number) {
    if (child > 0) kill(child, number);
}

static long long microseconds(struct timeval t) { return t.tv_sec * 1000000LL + t.tv_usec; }

int main(int argc, char **argv) {
    if (argc < 4) errx(2, "usage: measured DESCRIPTOR CPU COMMAND [ARGUMENT]...");
    int report = atoi(argv[1]);
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(atoi(argv[2]), &cores);

    struct timespec begun, ended;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    child = fork();
    if (child < 0) err(1, "fork");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(report);
        if (sched_setaffinity(0, sizeof cores, &cores) != 0) err(127, "no core %s", argv[2]);
        execvp(argv[3], argv + 3);
        err(127, "%s", argv[3]);
    }
    signal(SIGTERM, pass_on);
    signal(SIGINT, pass_on);
    int status;
    struct rusage usage;
    while (wait4(child, &status, 0, &usage) < 0) continue;
    clock_gettime(CLOCK_MONOTONIC, &ended);

    long long wall = (ended.tv_sec - begun.tv_sec) * 1000000LL + (ended.tv_nsec - begun.tv_nsec) / 1000;
    dprintf(
        report, "{\"status\": %d, \"wall_us\": %lld, \"user_us\": %lld, \"system_us\": %lld, \"max_rss_kb\": %ld}\n",
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), wall, microseconds(usage.ru_utime),
        microseconds(usage.ru_stime), usage.ru_maxrss);
    return 0;
}
