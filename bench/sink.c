/*
 * The sink of bench/sink.ts in C, where a compiler is there: takes everything, keeps nothing, offers PIPELINING. Prints its port, then
 * one line of JSON { messages, bytes, cpuMs } when its standard input ends.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { most = 512, chunk = 262144, longest = 4096 };

struct client {
  int in_data;
  int kept; /* octets in `line`: of an unfinished command, or the last four of a message */
  char line[longest];
};

static struct pollfd fds[most];
static struct client clients[most];
static char buffer[longest + chunk];
static char out[65536];
static int out_length;
static long messages, bytes;

static void say(const char *text) {
  int length = (int)strlen(text);
  if (out_length + length > (int)sizeof out) return;
  memcpy(out + out_length, text, (size_t)length);
  out_length += length;
}

/* Reads what came; 0: the connection is over. */
static int serve(int fd, struct client *one) {
  memcpy(buffer, one->line, (size_t)one->kept);
  ssize_t got = read(fd, buffer + one->kept, chunk);
  if (got <= 0) return 0;
  bytes += got;
  char *at = buffer, *end = buffer + one->kept + got;
  int goes_on = 1;
  out_length = 0;
  one->kept = 0;
  while (at < end && goes_on) {
    if (one->in_data) {
      char *dot = memmem(at, (size_t)(end - at), "\r\n.\r\n", 5);
      if (dot == NULL) {
        if (end - at > 4) at = end - 4;
        break;
      }
      at = dot + 5;
      one->in_data = 0;
      messages += 1;
      say("250 2.0.0 ok\r\n");
      continue;
    }
    char *line_end = memmem(at, (size_t)(end - at), "\r\n", 2);
    if (line_end == NULL) break;
    if (!strncasecmp(at, "DATA", 4)) {
      one->in_data = 1;
      say("354 go on\r\n");
      at = line_end; /* its CRLF may begin the final dot */
      continue;
    }
    if (!strncasecmp(at, "EHLO", 4) || !strncasecmp(at, "HELO", 4))
      say("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 52428800\r\n");
    else if (!strncasecmp(at, "QUIT", 4)) {
      say("221 2.0.0 bye\r\n");
      goes_on = 0;
    } else say("250 2.0.0 ok\r\n");
    at = line_end + 2;
  }
  one->kept = (int)(end - at) < longest ? (int)(end - at) : 0;
  memcpy(one->line, at, (size_t)one->kept);
  if (out_length > 0 && write(fd, out, (size_t)out_length) < 0) return 0;
  return goes_on;
}

int main(void) {
  int server = socket(AF_INET, SOCK_STREAM, 0), count = 2, yes = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(server, (struct sockaddr *)&address, size) || listen(server, 128)) return 1;
  getsockname(server, (struct sockaddr *)&address, &size);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  fds[0] = (struct pollfd){.fd = 0, .events = POLLIN};
  fds[1] = (struct pollfd){.fd = server, .events = POLLIN};
  for (;;) {
    if (poll(fds, (nfds_t)count, -1) < 0) return 1;
    if (fds[0].revents && read(0, buffer, 64) <= 0) break;
    for (int at = count - 1; at >= 2; at -= 1) {
      if (!fds[at].revents || serve(fds[at].fd, &clients[at])) continue;
      close(fds[at].fd);
      count -= 1;
      fds[at] = fds[count];
      clients[at] = clients[count];
    }
    if (fds[1].revents && count < most) {
      int fd = accept(server, NULL, NULL);
      if (fd < 0) continue;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      fds[count] = (struct pollfd){.fd = fd, .events = POLLIN};
      clients[count].in_data = clients[count].kept = 0;
      if (write(fd, "220 sink\r\n", 10) == 10) count += 1;
    }
  }
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  long ms = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
  printf("{\"messages\":%ld,\"bytes\":%ld,\"cpuMs\":%ld}\n", messages, bytes, ms);
  return 0;
}
