// Stands between a daemon under test and the C library (LD_PRELOAD) and does to the calls that change files of one
// folder what a disk does on a bad day. What it does is said by the environment:
//
//   SHIM_FOLDER   whose files are meant
//   SHIM_COUNT    a file of 256 bytes: the calls counted so far (8 bytes), then in words which call was hit
//   SHIM_CALL     the number of the call that is hit, from 1
//   SHIM_ERROR    what happens to it: EIO, ENOSPC, or KILL (the process ends before the call is made)
//   SHIM_FULL     while this file exists, a write that makes a file longer fails with ENOSPC
//   SHIM_JOURNAL  every change is noted here in order, and no sync reaches the disk: what was not synced can then be
//                 taken away afterwards, as a loss of power does
//
// Changes through mmap are not seen; SQLite maps only its -shm file, which is made anew from the -wal file.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE, SYNC, CREATE, RENAME, UNLINK, SYNC_FOLDER };

struct count {
  uint64_t calls;
  char hit[248];
};

/** One entry of the journal, with `length` bytes behind it. */
struct entry {
  uint32_t what, length;
  uint64_t file;
  int64_t at;
};

static char folder[4096];
static size_t folder_length;
static long hit_call;
static int hit_error; // 0: the process is killed
static const char *full_flag;
static int journal = -1;
static struct count *count;
static struct count own_count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
  const char *named = getenv("SHIM_FOLDER");
  if (named == NULL || realpath(named, folder) == NULL) return;
  folder_length = strlen(folder);
  const char *call = getenv("SHIM_CALL"), *error = getenv("SHIM_ERROR");
  hit_call = call == NULL ? 0 : atol(call);
  hit_error = error == NULL || !strcmp(error, "KILL") ? 0 : !strcmp(error, "ENOSPC") ? ENOSPC : EIO;
  full_flag = getenv("SHIM_FULL");
  count = &own_count;
  const char *counted = getenv("SHIM_COUNT");
  int fd = counted == NULL ? -1 : REAL(open)(counted, O_RDWR | O_CLOEXEC);
  if (fd >= 0) {
    void *shared = mmap(NULL, sizeof(struct count), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared != MAP_FAILED) count = shared;
    close(fd);
  }
  const char *noted = getenv("SHIM_JOURNAL");
  if (noted != NULL) journal = REAL(open)(noted, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

/** The path inside the folder, or NULL for a file that is not meant: another's, or the log, which may be lost. */
static const char *inside(const char *path) {
  if (folder_length == 0 || strncmp(path, folder, folder_length) || path[folder_length] != '/') return NULL;
  const char *name = path + folder_length + 1;
  return strncmp(name, "pagekeep.log", 12) ? name : NULL;
}

static const char *path_of(int fd, char *into) {
  if (folder_length == 0) return NULL;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, into, 4095);
  if (length <= 0) return NULL;
  into[length] = 0;
  return inside(into);
}

/** Counts a call and says whether it fails: 0, or the error. */
static int fate(const char *call, const char *name, int grows) {
  uint64_t nth = __sync_add_and_fetch(&count->calls, 1);
  int error = 0;
  if (hit_call > 0 && nth == (uint64_t)hit_call) {
    snprintf(count->hit, sizeof count->hit, "%s %s", call, name);
    if (hit_error == 0) kill(getpid(), SIGKILL);
    error = hit_error;
  }
  if (error == 0 && grows && full_flag != NULL && access(full_flag, F_OK) == 0) error = ENOSPC;
  return error;
}

static void note(int what, uint64_t file, int64_t at, const void *bytes, size_t length) {
  struct entry entry = {what, length, file, at};
  struct iovec parts[2] = {{&entry, sizeof entry}, {(void *)bytes, length}};
  int kept = errno;
  if (REAL(writev)(journal, parts, length > 0 ? 2 : 1) < 0) abort();
  errno = kept;
}

static void note_fd(int what, int fd, int64_t at, const void *bytes, size_t length) {
  struct stat facts;
  if (fstat(fd, &facts) == 0) note(what, facts.st_ino, at, bytes, length);
}

static int64_t place_in(int fd, int64_t offset) {
  if (offset >= 0) return offset;
  struct stat facts;
  if ((fcntl(fd, F_GETFL) & O_APPEND) && fstat(fd, &facts) == 0) return facts.st_size;
  return lseek(fd, 0, SEEK_CUR);
}

static int grows(int fd, int64_t at, size_t length) {
  struct stat facts;
  return full_flag != NULL && fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode) &&
         at + (int64_t)length > facts.st_size;
}

static ssize_t write_at(int fd, const void *bytes, size_t length, int64_t offset, const char *call) {
  char path[4096];
  const char *name = path_of(fd, path);
  if (name != NULL) {
    int64_t at = place_in(fd, offset);
    int error = fate(call, name, grows(fd, at, length));
    if (error != 0) {
      errno = error;
      return -1;
    }
    if (journal >= 0) {
      pthread_mutex_lock(&lock);
      ssize_t written = offset < 0 ? REAL(write)(fd, bytes, length) : REAL(pwrite64)(fd, bytes, length, offset);
      if (written > 0) note_fd(WRITE, fd, at, bytes, written);
      pthread_mutex_unlock(&lock);
      return written;
    }
  }
  return offset < 0 ? REAL(write)(fd, bytes, length) : REAL(pwrite64)(fd, bytes, length, offset);
}

ssize_t write(int fd, const void *bytes, size_t length) { return write_at(fd, bytes, length, -1, "write"); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  return write_at(fd, bytes, length, at, "pwrite");
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
  return write_at(fd, bytes, length, at, "pwrite");
}

/** Part by part: a call that could write all may also write less, and its caller goes on. */
ssize_t writev(int fd, const struct iovec *parts, int n) {
  char path[4096];
  if (n == 0 || parts[0].iov_len == 0 || path_of(fd, path) == NULL) return REAL(writev)(fd, parts, n);
  return write_at(fd, parts[0].iov_base, parts[0].iov_len, -1, "writev");
}

static int sync_of(int fd, const char *call, int (*sync)(int)) {
  char path[4096];
  const char *name = path_of(fd, path);
  struct stat facts;
  int is_folder = name == NULL && folder_length > 0 && !strcmp(path, folder);
  if (is_folder) name = ".";
  if (name == NULL) return sync(fd);
  int error = fate(call, name, 0);
  if (error != 0) {
    errno = error;
    return -1;
  }
  if (journal < 0) return sync(fd);
  pthread_mutex_lock(&lock);
  if (fstat(fd, &facts) == 0)
    note(S_ISDIR(facts.st_mode) ? SYNC_FOLDER : SYNC, facts.st_ino, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return 0;
}

int fsync(int fd) { return sync_of(fd, "fsync", REAL(fsync)); }
int fdatasync(int fd) { return sync_of(fd, "fdatasync", REAL(fdatasync)); }

int ftruncate64(int fd, off64_t size) {
  char path[4096];
  const char *name = path_of(fd, path);
  if (name == NULL) return REAL(ftruncate64)(fd, size);
  int error = fate("ftruncate", name, 0);
  if (error != 0) {
    errno = error;
    return -1;
  }
  if (journal < 0) return REAL(ftruncate64)(fd, size);
  pthread_mutex_lock(&lock);
  int result = REAL(ftruncate64)(fd, size);
  if (result == 0) note_fd(TRUNCATE, fd, size, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

/** A path as the journal names it: absolute ones only, which is how the daemon names its files. */
int rename(const char *from, const char *to) {
  const char *old_name = inside(from), *new_name = inside(to);
  if (old_name == NULL || new_name == NULL) return REAL(rename)(from, to);
  int error = fate("rename", new_name, 0);
  if (error != 0) {
    errno = error;
    return -1;
  }
  if (journal < 0) return REAL(rename)(from, to);
  char both[8192];
  size_t length = snprintf(both, sizeof both, "%s\n%s", old_name, new_name);
  pthread_mutex_lock(&lock);
  int result = REAL(rename)(from, to);
  if (result == 0) note(RENAME, 0, 0, both, length);
  pthread_mutex_unlock(&lock);
  return result;
}

int unlink(const char *path) {
  const char *name = inside(path);
  if (name == NULL || journal < 0) return REAL(unlink)(path);
  pthread_mutex_lock(&lock);
  int result = REAL(unlink)(path);
  if (result == 0) note(UNLINK, 0, 0, name, strlen(name));
  pthread_mutex_unlock(&lock);
  return result;
}

/** Opening makes files and empties them; both are noted. */
static int open_noted(const char *path, int flags, mode_t mode) {
  const char *name = inside(path);
  if (name == NULL || journal < 0 || !(flags & (O_CREAT | O_TRUNC))) return REAL(open64)(path, flags, mode);
  pthread_mutex_lock(&lock);
  int was_there = access(path, F_OK) == 0;
  int fd = REAL(open64)(path, flags, mode);
  if (fd >= 0 && !was_there) note_fd(CREATE, fd, 0, name, strlen(name));
  else if (fd >= 0 && (flags & O_TRUNC)) note_fd(TRUNCATE, fd, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return fd;
}

#define MODE_OF(flags)                                                                                       \
  mode_t mode = 0;                                                                                           \
  if (flags & (O_CREAT | O_TMPFILE)) {                                                                       \
    va_list more;                                                                                            \
    va_start(more, flags);                                                                                   \
    mode = va_arg(more, mode_t);                                                                             \
    va_end(more);                                                                                            \
  }

int open64(const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_noted(path, flags, mode);
}
int open(const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_noted(path, flags, mode);
}
