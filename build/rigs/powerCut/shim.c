// Preloaded into a program: every change it makes to files under one folder is done and then written to a log, in order,
// so that what a disk would hold after a power cut at any point can be worked out. The log is one record a change:
// kind (1 byte), inode (8), offset (8), length (4), then so many bytes (a path, or what was written).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPENED = 1, WRITTEN, SYNCED, TRUNCATED, REMOVED, RENAMED, FOLDER_SYNCED };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static const char *folder;

static void all(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t done = syscall(SYS_write, log_fd, at, length);
    if (done <= 0) _exit(97);
    at += done;
    length -= (size_t)done;
  }
}

static void record(uint8_t kind, uint64_t inode, uint64_t offset, const void *bytes, uint32_t length) {
  unsigned char head[21];
  head[0] = kind;
  memcpy(head + 1, &inode, 8);
  memcpy(head + 9, &offset, 8);
  memcpy(head + 17, &length, 4);
  all(head, sizeof head);
  if (length > 0) all(bytes, length);
}

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("ANTREAN_CUT_LOG");
  folder = getenv("ANTREAN_CUT_FOLDER");
  if (name && folder) log_fd = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_ours(const char *path) {
  return log_fd >= 0 && path && strncmp(path, folder, strlen(folder)) == 0;
}

// The path behind a descriptor, if it is under the folder.
static int path_of(int fd, char *path, size_t size) {
  char link[64] = "/proc/self/fd/";
  char digits[16];
  int n = 0, at = 14, rest = fd;
  if (log_fd < 0 || fd < 0 || fd == log_fd) return 0;
  do digits[n++] = (char)('0' + rest % 10); while (rest /= 10);
  while (n > 0) link[at++] = digits[--n];
  link[at] = 0;
  ssize_t length = readlink(link, path, size - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_ours(path);
}

static uint64_t inode_of(int fd) {
  struct stat found;
  return fstat(fd, &found) == 0 ? found.st_ino : 0;
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static int opened(int fd, const char *path) {
  struct stat found;
  if (fd >= 0 && is_ours(path) && fstat(fd, &found) == 0 && S_ISREG(found.st_mode))
    record(OPENED, found.st_ino, (uint64_t)found.st_size, path, (uint32_t)strlen(path));
  return fd;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    if (!is_ours(path)) return real(path, flags, mode); \
    pthread_mutex_lock(&lock); \
    int fd = opened(real(path, flags, mode), path); \
    if (fd >= 0 && (flags & O_TRUNC)) record(TRUNCATED, inode_of(fd), 0, 0, 0); \
    int kept = errno; \
    pthread_mutex_unlock(&lock); \
    errno = kept; \
    return fd; \
  }
OPEN(open)
OPEN(open64)

static ssize_t written(int fd, const void *bytes, ssize_t done, uint64_t offset) {
  if (done > 0) record(WRITTEN, inode_of(fd), offset, bytes, (uint32_t)done);
  return done;
}

#define PWRITE(name, offset_type) \
  ssize_t name(int fd, const void *bytes, size_t length, offset_type offset) { \
    REAL(name); \
    char path[4096]; \
    if (!path_of(fd, path, sizeof path)) return real(fd, bytes, length, offset); \
    pthread_mutex_lock(&lock); \
    ssize_t done = written(fd, bytes, real(fd, bytes, length, offset), (uint64_t)offset); \
    pthread_mutex_unlock(&lock); \
    return done; \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(write);
  char path[4096];
  if (!path_of(fd, path, sizeof path)) return real(fd, bytes, length);
  pthread_mutex_lock(&lock);
  ssize_t done = real(fd, bytes, length);
  if (done > 0) written(fd, bytes, done, (uint64_t)(lseek(fd, 0, SEEK_CUR) - done));
  pthread_mutex_unlock(&lock);
  return done;
}

// What the log cannot tell apart must not happen unseen.
ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  char path[4096];
  if (path_of(fd, path, sizeof path)) _exit(98);
  return real(fd, parts, count);
}

#define SYNC(name) \
  int name(int fd) { \
    REAL(name); \
    char path[4096]; \
    struct stat found; \
    if (!path_of(fd, path, sizeof path)) return real(fd); \
    pthread_mutex_lock(&lock); \
    int code = real(fd); \
    if (code == 0 && fstat(fd, &found) == 0) { \
      if (S_ISDIR(found.st_mode)) record(FOLDER_SYNCED, 0, 0, path, (uint32_t)strlen(path)); \
      else record(SYNCED, found.st_ino, 0, 0, 0); \
    } \
    pthread_mutex_unlock(&lock); \
    return code; \
  }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, length_type) \
  int name(int fd, length_type length) { \
    REAL(name); \
    char path[4096]; \
    if (!path_of(fd, path, sizeof path)) return real(fd, length); \
    pthread_mutex_lock(&lock); \
    int code = real(fd, length); \
    if (code == 0) record(TRUNCATED, inode_of(fd), (uint64_t)length, 0, 0); \
    pthread_mutex_unlock(&lock); \
    return code; \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int unlink(const char *path) {
  REAL(unlink);
  if (!is_ours(path)) return real(path);
  pthread_mutex_lock(&lock);
  int code = real(path);
  if (code == 0) record(REMOVED, 0, 0, path, (uint32_t)strlen(path));
  pthread_mutex_unlock(&lock);
  return code;
}

int rename(const char *from, const char *to) {
  REAL(rename);
  if (!is_ours(from) && !is_ours(to)) return real(from, to);
  pthread_mutex_lock(&lock);
  int code = real(from, to);
  if (code == 0) {
    char both[8192];
    size_t first = strlen(from), second = strlen(to);
    if (first + second + 1 > sizeof both) _exit(99);
    memcpy(both, from, first + 1);
    memcpy(both + first + 1, to, second);
    record(RENAMED, 0, 0, both, (uint32_t)(first + 1 + second));
  }
  pthread_mutex_unlock(&lock);
  return code;
}
