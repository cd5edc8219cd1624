#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include "FaultInjection.h"
#include "Plan.h"

// One definition per call of the C library that changes a file, a folder, or what is durable of them. What the process
// does through none of these would be seen by `proofs escapes`.

#define PATH_SIZE 4200

// The library's own function behind ours.
#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

// Makes a call that is no write: `path` is a statement that fills it.
#define CALL(name, path_statement, call)                             \
  char path[PATH_SIZE];                                              \
  path_statement;                                                    \
  enum verdict verdict = fault_judge(name, path, call_other);        \
  if (verdict == verdict_fail) return -1;                            \
  __typeof__(call) result = call;                                    \
  return verdict == verdict_late ? fault_late() : result

#define OF(descriptor) fault_path_of(descriptor, path, sizeof path)
#define IN(folder, name) fault_path_in(folder, name, path, sizeof path)

// --- Writes ---

static size_t half(size_t size) { return size < 2 ? size : size / 2; }

// `write(size)` makes the call with that many bytes.
#define WRITE(name, descriptor, size, write)                         \
  char path[PATH_SIZE];                                              \
  OF(descriptor);                                                    \
  switch (fault_judge(name, path, call_write)) {                     \
    case verdict_fail: return -1;                                    \
    case verdict_late: write(size); return fault_late();             \
    case verdict_halve: return write(half(size));                    \
    case verdict_tear: write(half(size)); fault_end(); return -1;    \
    default: return write(size);                                     \
  }

ssize_t write(int file, const void *bytes, size_t size) {
#define MAKE(n) REAL(write)(file, bytes, n)
  WRITE("write", file, size, MAKE)
#undef MAKE
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) {
#define MAKE(n) REAL(pwrite)(file, bytes, n, offset)
  WRITE("pwrite64", file, size, MAKE)
#undef MAKE
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) {
#define MAKE(n) REAL(pwrite64)(file, bytes, n, offset)
  WRITE("pwrite64", file, size, MAKE)
#undef MAKE
}

// Half of a vector is its first half of pieces; a single piece is cut itself.
#define VECTOR(n) (int)((n) < (size_t)count && count == 1 ? 1 : (n))

ssize_t writev(int file, const struct iovec *pieces, int count) {
#define MAKE(n) REAL(writev)(file, pieces, VECTOR(n))
  WRITE("writev", file, (size_t)count, MAKE)
#undef MAKE
}

ssize_t pwritev(int file, const struct iovec *pieces, int count, off_t offset) {
#define MAKE(n) REAL(pwritev)(file, pieces, VECTOR(n), offset)
  WRITE("pwritev", file, (size_t)count, MAKE)
#undef MAKE
}

ssize_t pwritev64(int file, const struct iovec *pieces, int count, off64_t offset) {
#define MAKE(n) REAL(pwritev64)(file, pieces, VECTOR(n), offset)
  WRITE("pwritev", file, (size_t)count, MAKE)
#undef MAKE
}

ssize_t copy_file_range(int from, off64_t *start, int to, off64_t *target, size_t size, unsigned flags) {
#define MAKE(n) REAL(copy_file_range)(from, start, to, target, n, flags)
  WRITE("copy_file_range", to, size, MAKE)
#undef MAKE
}

ssize_t sendfile(int to, int from, off_t *offset, size_t size) {
#define MAKE(n) REAL(sendfile)(to, from, offset, n)
  WRITE("sendfile", to, size, MAKE)
#undef MAKE
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) {
#define MAKE(n) REAL(sendfile64)(to, from, offset, n)
  WRITE("sendfile", to, size, MAKE)
#undef MAKE
}

// --- Made durable ---

int fsync(int file) { CALL("fsync", OF(file), REAL(fsync)(file)); }
int fdatasync(int file) { CALL("fdatasync", OF(file), REAL(fdatasync)(file)); }
int syncfs(int file) { CALL("syncfs", OF(file), REAL(syncfs)(file)); }

int sync_file_range(int file, off64_t offset, off64_t size, unsigned flags) {
  CALL("sync_file_range", OF(file), REAL(sync_file_range)(file, offset, size, flags));
}

// --- Lengths and rights ---

int ftruncate(int file, off_t size) { CALL("ftruncate", OF(file), REAL(ftruncate)(file, size)); }
int ftruncate64(int file, off64_t size) { CALL("ftruncate", OF(file), REAL(ftruncate64)(file, size)); }
int truncate(const char *name, off_t size) { CALL("truncate", IN(AT_FDCWD, name), REAL(truncate)(name, size)); }
int truncate64(const char *name, off64_t size) { CALL("truncate", IN(AT_FDCWD, name), REAL(truncate64)(name, size)); }

int fallocate(int file, int mode, off_t offset, off_t size) {
  CALL("fallocate", OF(file), REAL(fallocate)(file, mode, offset, size));
}

int fallocate64(int file, int mode, off64_t offset, off64_t size) {
  CALL("fallocate", OF(file), REAL(fallocate64)(file, mode, offset, size));
}

int fchmod(int file, mode_t mode) { CALL("fchmod", OF(file), REAL(fchmod)(file, mode)); }
int chmod(const char *name, mode_t mode) { CALL("chmod", IN(AT_FDCWD, name), REAL(chmod)(name, mode)); }
int fchown(int file, uid_t user, gid_t group) { CALL("fchown", OF(file), REAL(fchown)(file, user, group)); }

int futimens(int file, const struct timespec times[2]) { CALL("utimensat", OF(file), REAL(futimens)(file, times)); }

int utimensat(int folder, const char *name, const struct timespec times[2], int flags) {
  CALL("utimensat", IN(folder, name), REAL(utimensat)(folder, name, times, flags));
}

// --- Names ---

// Makes a call that gives a file the name `to` in `folder`; who collects has it before the call returns.
#define NAMING(name, folder, to, call)                               \
  char path[PATH_SIZE];                                              \
  IN(folder, to);                                                    \
  enum verdict verdict = fault_judge(name, path, call_other);        \
  if (verdict == verdict_fail) return -1;                            \
  int result = call;                                                 \
  int code = errno;                                                  \
  if (result == 0) fault_collect(path);                              \
  errno = code;                                                      \
  return verdict == verdict_late ? fault_late() : result

int rename(const char *from, const char *to) { NAMING("rename", AT_FDCWD, to, REAL(rename)(from, to)); }

int renameat(int source, const char *from, int folder, const char *to) {
  NAMING("renameat", folder, to, REAL(renameat)(source, from, folder, to));
}

int renameat2(int source, const char *from, int folder, const char *to, unsigned flags) {
  NAMING("renameat2", folder, to, REAL(renameat2)(source, from, folder, to, flags));
}

int link(const char *from, const char *to) { NAMING("link", AT_FDCWD, to, REAL(link)(from, to)); }

int linkat(int source, const char *from, int folder, const char *to, int flags) {
  NAMING("linkat", folder, to, REAL(linkat)(source, from, folder, to, flags));
}

int symlink(const char *target, const char *name) {
  CALL("symlink", IN(AT_FDCWD, name), REAL(symlink)(target, name));
}

int symlinkat(const char *target, int folder, const char *name) {
  CALL("symlinkat", IN(folder, name), REAL(symlinkat)(target, folder, name));
}

int unlink(const char *name) { CALL("unlink", IN(AT_FDCWD, name), REAL(unlink)(name)); }
int unlinkat(int folder, const char *name, int flags) {
  CALL("unlinkat", IN(folder, name), REAL(unlinkat)(folder, name, flags));
}
int rmdir(const char *name) { CALL("rmdir", IN(AT_FDCWD, name), REAL(rmdir)(name)); }
int mkdir(const char *name, mode_t mode) { CALL("mkdir", IN(AT_FDCWD, name), REAL(mkdir)(name, mode)); }
int mkdirat(int folder, const char *name, mode_t mode) {
  CALL("mkdirat", IN(folder, name), REAL(mkdirat)(folder, name, mode));
}

// --- Files opened ---

// Opening changes something where it makes a file or cuts it off.
#define CHANGES(flags) (((flags) & (O_CREAT | O_TRUNC)) != 0)

#define OPEN(name, folder, file, flags, call)                        \
  mode_t mode = 0;                                                   \
  if (((flags) & O_CREAT) != 0 || ((flags) & O_TMPFILE) == O_TMPFILE) { \
    va_list rest;                                                    \
    va_start(rest, flags);                                           \
    mode = va_arg(rest, mode_t);                                     \
    va_end(rest);                                                    \
  }                                                                  \
  char path[PATH_SIZE];                                              \
  IN(folder, file);                                                  \
  if (!CHANGES(flags)) {                                             \
    if (((flags) & O_DIRECTORY) == 0) fault_reading(path);           \
    return call;                                                     \
  }                                                                  \
  enum verdict verdict = fault_judge(name, path, call_other);        \
  if (verdict == verdict_fail) return -1;                            \
  int result = call;                                                 \
  if (verdict != verdict_late) return result;                        \
  if (result >= 0) close(result);                                    \
  return fault_late()

int open(const char *file, int flags, ...) { OPEN("open", AT_FDCWD, file, flags, REAL(open)(file, flags, mode)); }
int open64(const char *file, int flags, ...) { OPEN("open", AT_FDCWD, file, flags, REAL(open64)(file, flags, mode)); }

int openat(int folder, const char *file, int flags, ...) {
  OPEN("openat", folder, file, flags, REAL(openat)(folder, file, flags, mode));
}

int openat64(int folder, const char *file, int flags, ...) {
  OPEN("openat", folder, file, flags, REAL(openat64)(folder, file, flags, mode));
}
