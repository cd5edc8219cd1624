#define _GNU_SOURCE

#include "CPosix.h"

#include <malloc.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/vfs.h>
#include <unistd.h>

int cposix_rename_noreplace(int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE);
}

int cposix_trim_heaps(void) { return malloc_trim(0); }

int cposix_limit_heaps(int count) { return mallopt(M_ARENA_MAX, count); }

int cposix_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

int cposix_syncfs(int descriptor) { return syncfs(descriptor); }

int cposix_volume_of(int descriptor, struct cposix_volume *volume) {
  struct statfs found;
  if (fstatfs(descriptor, &found) != 0) return -1;
  volume->type = (int64_t)(uint32_t)found.f_type;
  volume->free_bytes = (uint64_t)found.f_bavail * (uint64_t)found.f_bsize;
  volume->total_bytes = (uint64_t)found.f_blocks * (uint64_t)found.f_bsize;
  volume->free_inodes = (uint64_t)found.f_ffree;
  volume->total_inodes = (uint64_t)found.f_files;
  return 0;
}
