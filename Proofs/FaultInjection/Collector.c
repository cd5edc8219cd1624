#define _GNU_SOURCE
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "FaultInjection.h"
#include "Plan.h"

// The quickest collector there can be: it takes a file within the very call that gave it its name, and it is sure to keep
// it, because it syncs both folders. Its own calls go straight to the kernel and do not count.

static atomic_long collected;

static void sync_folder(const char *path) {
  int folder = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (folder < 0) return;
  syscall(SYS_fsync, folder);
  syscall(SYS_close, folder);
}

static bool is_watched(const char *path, size_t length) {
  const char *rest = getenv("FAULT_OUTBOXES");
  while (rest != NULL && *rest != 0) {
    const char *end = strchrnul(rest, ':');
    if ((size_t)(end - rest) == length && strncmp(rest, path, length) == 0) return true;
    rest = *end == 0 ? end : end + 1;
  }
  return false;
}

void fault_collect(const char *path) {
  const char *to = getenv("FAULT_COLLECTED");
  const char *slash = strrchr(path, '/');
  if (to == NULL || slash == NULL || slash[1] == '.' || slash[1] == 0) return;
  if (!is_watched(path, (size_t)(slash - path))) return;
  const char *round = getenv("FAULT_ROUND");
  char target[4200];
  long number = atomic_fetch_add(&collected, 1) + 1;
  snprintf(target, sizeof target, "%s/%03d-%06ld-%s", to, round == NULL ? 0 : atoi(round), number, slash + 1);
  if (syscall(SYS_renameat2, AT_FDCWD, path, AT_FDCWD, target, 0) != 0) return;
  char outbox[4200];
  snprintf(outbox, sizeof outbox, "%.*s", (int)(slash - path), path);
  sync_folder(to);
  sync_folder(outbox);
}
