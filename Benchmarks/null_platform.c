/* A network that takes every post at once and writes down when it came: what is measured is who sends.
 *
 * One thread, HTTP/1.1, no TLS. POST /anything/MARKER is answered with 201 and {"id":"N"}; GET /count gives how many
 * came, GET /report one line a post: when it had come whole, in nanoseconds of CLOCK_REALTIME, and its marker.
 * Prints its port, ends with SIGTERM. Built by Benchmarks/null_platform.py. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 16384, MOST_BYTES = 16384, MARKER = 56, EVENTS = 256 };

struct arrival { long long ns; char marker[MARKER]; };
struct connection { size_t length; char bytes[MOST_BYTES + 1]; };

static struct arrival *arrivals;
static size_t count, room;
static struct connection *connections[MOST_CONNECTIONS];

static void note(const char *path, size_t length) {
    if (count == room) {
        room = room ? room * 2 : 65536;
        arrivals = realloc(arrivals, room * sizeof *arrivals);
        if (!arrivals) abort();
    }
    const char *slash = memrchr(path, '/', length);
    const char *marker = slash ? slash + 1 : path;
    size_t size = (size_t)(path + length - marker);
    if (size >= MARKER) size = MARKER - 1;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    arrivals[count].ns = now.tv_sec * 1000000000LL + now.tv_nsec;
    memcpy(arrivals[count].marker, marker, size);
    arrivals[count++].marker[size] = 0;
}

static int put(int fd, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = send(fd, bytes, length, MSG_NOSIGNAL);
        if (written < 0 && errno == EAGAIN) {
            struct pollfd ready = {.fd = fd, .events = POLLOUT};
            if (poll(&ready, 1, 10000) != 1) return -1;
        } else if (written < 0) {
            return -1;
        } else {
            bytes += written, length -= (size_t)written;
        }
    }
    return 0;
}

static int report(int fd) {
    char *text = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    if (!file) return -1;
    for (size_t number = 0; number < count; number++)
        fprintf(file, "%lld %s\n", arrivals[number].ns, arrivals[number].marker);
    fclose(file);
    char head[128];
    int size = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", length);
    int end = put(fd, head, (size_t)size) || put(fd, text, length) ? -1 : 0;
    free(text);
    return end;
}

static int answer(int fd, const char *request) {
    const char *path = strchr(request, ' ');
    if (!path) return -1;
    size_t length = strcspn(++path, " ?\r\n");
    if (!strncmp(path, "/report ", 8)) return report(fd);
    char body[64], text[192];
    int size, status = 200;
    if (!strncmp(request, "POST ", 5)) {
        status = 201;
        note(path, length);
        size = snprintf(body, sizeof body, "{\"id\":\"%zu\"}", count);
    } else {
        size = snprintf(body, sizeof body, "%zu", count);
    }
    const char *form = "HTTP/1.1 %d OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s";
    size = snprintf(text, sizeof text, form, status, size, body);
    return put(fd, text, (size_t)size);
}

/* Answers every whole request in the buffer; -1 when the connection is to be closed. */
static int serve(int fd, struct connection *from) {
    for (;;) {
        from->bytes[from->length] = 0;
        char *end = strstr(from->bytes, "\r\n\r\n");
        if (!end) return from->length < MOST_BYTES ? 0 : -1;
        end[2] = 0;
        const char *said = strcasestr(from->bytes, "\r\ncontent-length:");
        size_t whole = (size_t)(end + 4 - from->bytes) + (said ? strtoul(said + 17, NULL, 10) : 0);
        int last = strcasestr(from->bytes, "\r\nconnection: close") != NULL;
        if (whole > MOST_BYTES) return -1;
        if (from->length < whole) return end[2] = '\r', 0;
        if (answer(fd, from->bytes) || last) return -1;
        memmove(from->bytes, from->bytes + whole, from->length -= whole);
    }
}

static void hear(int fd) {
    struct connection *from = connections[fd];
    ssize_t got = read(fd, from->bytes + from->length, MOST_BYTES - from->length);
    if (got < 0 && errno == EAGAIN) return;
    if (got > 0) from->length += (size_t)got;
    if (got <= 0 || serve(fd, from)) close(fd);
}

static void take(int listener, int poller) {
    int fd, yes = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        if (fd >= MOST_CONNECTIONS) { close(fd); continue; }
        if (!connections[fd]) connections[fd] = malloc(sizeof **connections);
        if (!connections[fd]) abort();
        connections[fd]->length = 0;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        epoll_ctl(poller, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.fd = fd});
    }
}

int main(void) {
    struct rlimit files = {MOST_CONNECTIONS, MOST_CONNECTIONS};
    setrlimit(RLIMIT_NOFILE, &files);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof here;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), poller = epoll_create1(0);
    if (bind(listener, (struct sockaddr *)&here, size) || listen(listener, 4096)) return perror("listen"), 1;
    getsockname(listener, (struct sockaddr *)&here, &size);
    printf("%d\n", ntohs(here.sin_port));
    fflush(stdout);
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &(struct epoll_event){.events = EPOLLIN, .data.fd = listener});
    struct epoll_event ready[EVENTS];
    for (;;) {
        int number = epoll_wait(poller, ready, EVENTS, -1);
        for (int each = 0; each < number; each++)
            ready[each].data.fd == listener ? take(listener, poller) : hear(ready[each].data.fd);
    }
}
