#define _GNU_SOURCE
#include "Plan.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "FaultInjection.h"

static struct {
  const char *root;
  const char *kind;
  const char *reading;
  long at;
  bool onward;
  bool writes_only;
  int log;
} plan = {.log = -1};

static atomic_long count;

static bool is_kind(const char *kind) { return plan.kind != NULL && strcmp(plan.kind, kind) == 0; }

__attribute__((constructor)) static void read_plan(void) {
  plan.root = getenv("FAULT_ROOT");
  plan.kind = getenv("FAULT_KIND");
  plan.reading = getenv("FAULT_READING");
  const char *at = getenv("FAULT_AT");
  plan.at = at == NULL ? 0 : atol(at);
  const char *onward = getenv("FAULT_ONWARD");
  plan.onward = onward != NULL && strcmp(onward, "1") == 0;
  plan.writes_only = is_kind(FAULT_KIND_SHORT) || is_kind(FAULT_KIND_TORN);
  const char *log = getenv("FAULT_LOG");
  // Straight to the kernel: the log is no call of the process.
  if (log != NULL) plan.log = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

static bool is_below_root(const char *path) {
  if (plan.root == NULL || path == NULL) return false;
  size_t length = strlen(plan.root);
  return strncmp(path, plan.root, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static void note(long number, const char *name, const char *path) {
  if (plan.log < 0) return;
  char line[4600];
  int length = snprintf(line, sizeof line, "%ld %s %s\n", number, name, path);
  if (length > 0) syscall(SYS_write, plan.log, line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
}

void fault_end(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

int fault_late(void) {
  errno = EIO;
  return -1;
}

static enum verdict carry_out(enum call kind) {
  if (is_kind(FAULT_KIND_KILL)) fault_end();
  if (is_kind(FAULT_KIND_STOP)) kill(getpid(), SIGSTOP);
  if (is_kind(FAULT_KIND_LATE)) return verdict_late;
  if (is_kind(FAULT_KIND_SHORT)) return kind == call_write ? verdict_halve : verdict_pass;
  if (is_kind(FAULT_KIND_TORN)) return kind == call_write ? verdict_tear : verdict_pass;
  if (is_kind(FAULT_KIND_EIO) || is_kind(FAULT_KIND_ENOSPC)) {
    errno = is_kind(FAULT_KIND_EIO) ? EIO : ENOSPC;
    return verdict_fail;
  }
  return verdict_pass;
}

enum verdict fault_judge(const char *name, const char *path, enum call kind) {
  if (!is_below_root(path)) return verdict_pass;
  if (plan.writes_only && kind != call_write) return verdict_pass;
  long number = atomic_fetch_add(&count, 1) + 1;
  note(number, name, path);
  bool is_it = plan.at > 0 && (number == plan.at || (plan.onward && number > plan.at));
  return is_it ? carry_out(kind) : verdict_pass;
}

void fault_reading(const char *path) {
  if (plan.reading == NULL || !is_below_root(path) || strstr(path, plan.reading) == NULL) return;
  note(0, "reading", path);
  fault_end();
}

void fault_path_of(int descriptor, char *path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  long length = syscall(SYS_readlink, link, path, size - 1);
  path[length < 0 ? 0 : length] = 0;
}

void fault_path_in(int folder, const char *name, char *path, size_t size) {
  if (name == NULL) name = "";
  if (name[0] == '/') {
    snprintf(path, size, "%s", name);
    return;
  }
  char base[2048];
  if (folder == AT_FDCWD) {
    if (getcwd(base, sizeof base) == NULL) base[0] = 0;
  } else {
    fault_path_of(folder, base, sizeof base);
  }
  snprintf(path, size, "%s/%s", base, name);
}
