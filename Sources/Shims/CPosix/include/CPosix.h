#ifndef MALOTE_CPOSIX_H
#define MALOTE_CPOSIX_H

#include <stdint.h>

// What glibc offers only with _GNU_SOURCE, as plain prototypes. Each returns -1 and sets errno where it fails, and each
// goes through the library's own function, so that it can be interposed.

/// renameat2 with RENAME_NOREPLACE.
int cposix_rename_noreplace(int from_folder, const char *from, int to_folder, const char *to);

/// mallopt(M_ARENA_MAX): how many heaps the threads of the process share at most; 0 where it cannot be set.
int cposix_limit_heaps(int count);

/// malloc_trim: gives free memory of all heaps back to the system; 1 where there was some.
int cposix_trim_heaps(void);

/// eventfd, non-blocking and closed on exec.
int cposix_eventfd(void);

/// syncfs.
int cposix_syncfs(int descriptor);

/// What is known of the volume that an open file lies on.
struct cposix_volume {
  int64_t type;
  uint64_t free_bytes;
  uint64_t total_bytes;
  uint64_t free_inodes;
  uint64_t total_inodes;
};

/// fstatfs.
int cposix_volume_of(int descriptor, struct cposix_volume *volume);

#endif
