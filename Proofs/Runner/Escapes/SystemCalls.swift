/// What a system call is to a proof that counts calls of the C library.
enum SystemCalls {
  /// Changes files, or makes them durable: each must have been counted. The C library may make a call of its own out of
  /// another one of the same meaning, so they are compared by families.
  static let changing: [String: String] = [
    "creat": "open", "write": "write", "pwrite64": "pwrite", "writev": "writev", "pwritev": "pwritev",
    "pwritev2": "pwritev", "copy_file_range": "copy", "sendfile": "sendfile", "splice": "splice",
    "fsync": "fsync", "fdatasync": "fdatasync", "syncfs": "syncfs", "sync_file_range": "sync_file_range",
    "rename": "rename", "renameat": "rename", "renameat2": "rename", "link": "link", "linkat": "link",
    "symlink": "symlink", "symlinkat": "symlink", "unlink": "unlink", "unlinkat": "unlink", "rmdir": "unlink",
    "mkdir": "mkdir", "mkdirat": "mkdir", "mknod": "mknod", "mknodat": "mknod", "truncate": "truncate",
    "ftruncate": "truncate", "fallocate": "fallocate", "chmod": "chmod", "fchmod": "chmod", "fchmodat": "chmod",
    "chown": "chown", "fchown": "chown", "lchown": "chown", "fchownat": "chown", "utimensat": "utimes",
    "utime": "utimes", "utimes": "utimes", "futimesat": "utimes", "setxattr": "xattr", "fsetxattr": "xattr",
  ]

  /// Only look, lock or wait.
  static let harmless: Set<String> = [
    "access", "chdir", "close", "dup", "dup2", "epoll_ctl", "execve", "faccessat", "faccessat2", "fadvise64", "fcntl",
    "fgetxattr", "flock", "fstat", "fstatfs", "getcwd", "getdents64", "getxattr", "inotify_add_watch",
    "inotify_rm_watch", "lseek", "lstat", "newfstatat", "poll", "ppoll", "pread64", "preadv", "read", "readlink",
    "readlinkat", "readv", "stat", "statfs", "statx",
  ]

  /// The family of a call as a trace has it: `openat(AT_FDCWD, "/a", O_RDWR|O_CREAT, 0644)`; `nil` where it only looks.
  static func family(_ name: String, _ arguments: some StringProtocol) -> String? {
    switch name {
    case "open", "openat", "openat2":
      return arguments.contains("O_CREAT") || arguments.contains("O_TRUNC") ? "open" : nil
    case "mmap":
      // The index of the ledger's log is memory that is shared; it is made anew from the log after a stop.
      let writes = arguments.contains("MAP_SHARED") && arguments.contains("PROT_WRITE")
      return writes && !arguments.contains(".sqlite-shm") ? "mmap" : nil
    default: return changing[name] ?? (harmless.contains(name) ? nil : "unknown call \(name)")
    }
  }
}
