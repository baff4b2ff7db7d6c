/* A disk that is full from the Nth call on, for one folder: preloaded into a program by full.py.
 *
 * SADDLE_FULL_BELOW is the folder, SADDLE_FULL_FROM is N, SADDLE_FULL_TOLD a file outside of it that names the first call that
 * failed. Calls that take room below the folder count: new files and folders, writes, growth, syncs and renames. The first write
 * that fails puts down half of its bytes, as a disk does that fills up. What is removed never fails. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 65536

static atomic_long calls;
static atomic_uchar below[MOST_FILES];

static long from(void) {
  const char *text = getenv("SADDLE_FULL_FROM");
  return text == NULL ? LONG_MAX : atol(text);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Whether a path is the folder or below it; one that is relative begins where the process is. */
static int is_below(const char *path) {
  const char *folder = getenv("SADDLE_FULL_BELOW");
  char whole[2 * PATH_MAX];
  if (folder == NULL || path == NULL) {
    return 0;
  }
  if (path[0] == '/') {
    snprintf(whole, sizeof whole, "%s", path);
  } else {
    char here[PATH_MAX];
    if (getcwd(here, sizeof here) == NULL) {
      return 0;
    }
    snprintf(whole, sizeof whole, "%s/%s", here, path);
  }
  size_t length = strlen(folder);
  return strncmp(whole, folder, length) == 0 && (whole[length] == '/' || whole[length] == '\0');
}

static int is_file_below(int file) { return file >= 0 && file < MOST_FILES && below[file]; }

static void note(int file, const char *path) {
  if (file >= 0 && file < MOST_FILES) {
    below[file] = (unsigned char)is_below(path);
  }
}

/* 0, or the how-manieth call beyond the room this is. */
static long beyond(const char *call, const char *path) {
  long over = atomic_fetch_add(&calls, 1) + 1 - from() + 1;
  if (over == 1) {
    const char *told = getenv("SADDLE_FULL_TOLD");
    int file = told == NULL ? -1 : REAL(open)(told, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file >= 0) {
      char text[2 * PATH_MAX];
      int length = snprintf(text, sizeof text, "%s %s\n", call, path == NULL ? "" : path);
      if (REAL(write)(file, text, (size_t)length) < 0) {
        abort();
      }
      REAL(close)(file);
    }
  }
  return over < 1 ? 0 : over;
}

static int is_full(const char *call, const char *path) {
  if (beyond(call, path) == 0) {
    return 0;
  }
  errno = ENOSPC;
  return 1;
}

static const char *name_of(int file, char *room) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, room, PATH_MAX - 1);
  room[length < 0 ? 0 : length] = '\0';
  return room;
}

static mode_t mode_of(int flags, va_list more) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; }

#define OPEN(name)                                                                                                             \
  int name(const char *path, int flags, ...) {                                                                                 \
    va_list more;                                                                                                              \
    va_start(more, flags);                                                                                                     \
    mode_t mode = mode_of(flags, more);                                                                                        \
    va_end(more);                                                                                                              \
    if ((flags & O_CREAT) && is_below(path) && access(path, F_OK) != 0 && is_full("open", path)) {                             \
      return -1;                                                                                                               \
    }                                                                                                                          \
    int file = REAL(name)(path, flags, mode);                                                                                  \
    note(file, path);                                                                                                          \
    return file;                                                                                                               \
  }
OPEN(open)
OPEN(open64)

int close(int file) {
  note(file, NULL);
  return REAL(close)(file);
}

int mkdir(const char *path, mode_t mode) {
  return is_below(path) && access(path, F_OK) != 0 && is_full("mkdir", path) ? -1 : REAL(mkdir)(path, mode);
}

int rename(const char *old, const char *new) {
  return is_below(new) && is_full("rename", new) ? -1 : REAL(rename)(old, new);
}

#define SYNC(name)                                                                                                             \
  int name(int file) {                                                                                                         \
    char room[PATH_MAX];                                                                                                       \
    return is_file_below(file) && is_full(#name, name_of(file, room)) ? -1 : REAL(name)(file);                                 \
  }
SYNC(fsync)
SYNC(fdatasync)

#define GROW(name, type, failed)                                                                                               \
  int name(int file, type length) {                                                                                            \
    char room[PATH_MAX];                                                                                                       \
    return is_file_below(file) && is_full(#name, name_of(file, room)) ? failed : REAL(name)(file, length);                     \
  }
GROW(ftruncate, off_t, -1)
GROW(ftruncate64, off64_t, -1)

#define ALLOCATE(name, type)                                                                                                   \
  int name(int file, type offset, type length) {                                                                               \
    char room[PATH_MAX];                                                                                                       \
    return is_file_below(file) && is_full(#name, name_of(file, room)) ? ENOSPC : REAL(name)(file, offset, length);             \
  }
ALLOCATE(posix_fallocate, off_t)
ALLOCATE(posix_fallocate64, off64_t)

ssize_t write(int file, const void *bytes, size_t count) {
  char room[PATH_MAX];
  long over = is_file_below(file) ? beyond("write", name_of(file, room)) : 0;
  if (over > 1 || (over == 1 && count < 2)) {
    errno = ENOSPC;
    return -1;
  }
  return REAL(write)(file, bytes, over == 1 ? count / 2 : count);
}

#define PWRITE(name, type)                                                                                                     \
  ssize_t name(int file, const void *bytes, size_t count, type offset) {                                                       \
    char room[PATH_MAX];                                                                                                       \
    long over = is_file_below(file) ? beyond("pwrite", name_of(file, room)) : 0;                                               \
    if (over > 1 || (over == 1 && count < 2)) {                                                                                \
      errno = ENOSPC;                                                                                                          \
      return -1;                                                                                                               \
    }                                                                                                                          \
    return REAL(name)(file, bytes, over == 1 ? count / 2 : count, offset);                                                     \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define PWRITEV(name, type)                                                                                                    \
  ssize_t name(int file, const struct iovec *parts, int count, type offset) {                                                  \
    char room[PATH_MAX];                                                                                                       \
    return is_file_below(file) && is_full("pwritev", name_of(file, room)) ? -1 : REAL(name)(file, parts, count, offset);       \
  }
PWRITEV(pwritev, off_t)
PWRITEV(pwritev64, off64_t)
