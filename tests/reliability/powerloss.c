/* Logs what a process asks of the files below a folder, for a replay that loses power.

   LD_PRELOAD this with POWERLOSS_ROOT (the folder, as realpath has it) and POWERLOSS_LOG. Each call
   is done first and logged after it, under one lock, so the log has them in their order. Memory
   maps are not seen: SQLite keeps only its -shm file in one, which it makes anew. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN = 1, WRITE, TRUNCATE, SYNC, SYNC_FOLDER, RENAME, UNLINK, MKDIR, RMDIR, LINK };
enum { CREATED = 1, EMPTIED = 2 };
#define MAX_FD 65536

struct record {
    uint32_t magic, op;
    uint64_t inode;
    int64_t offset;
    uint64_t first, second, data; /* lengths of what follows */
};

static int log_fd = -1;
static char root[PATH_MAX];
static size_t root_length;
static unsigned char tracked[MAX_FD];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...)                                   \
    static type (*real)(__VA_ARGS__);                           \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("POWERLOSS_ROOT"), *path = getenv("POWERLOSS_LOG");
    if (!folder || !path) return;
    REAL(int, "open", const char *, int, ...);
    int fd = real(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) abort();
    log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 500);
    if (log_fd < 0) log_fd = fd;
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
}

static int inside(const char *path) {
    return log_fd >= 0 && !strncmp(path, root, root_length) &&
           (path[root_length] == '/' || !path[root_length]);
}

/* The path in full, its folder resolved; whether it is below the root. */
static int resolve(int folder, const char *path, char *full) {
    char joined[2 * PATH_MAX], parent[PATH_MAX];
    if (log_fd < 0 || !path || !*path) return 0;
    if (*path == '/') {
        snprintf(joined, sizeof joined, "%s", path);
    } else {
        char base[PATH_MAX], link[64];
        if (folder == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) return 0;
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t length = readlink(link, base, sizeof base - 1);
            if (length < 0) return 0;
            base[length] = 0;
        }
        snprintf(joined, sizeof joined, "%s/%s", base, path);
    }
    size_t length = strlen(joined);
    while (length > 1 && joined[length - 1] == '/') joined[--length] = 0;
    char *slash = strrchr(joined, '/');
    const char *name = slash + 1;
    if (slash == joined) {
        snprintf(parent, sizeof parent, "/");
    } else {
        *slash = 0;
        if (!realpath(joined, parent)) return 0;
    }
    if (strlen(parent) + strlen(name) + 2 > PATH_MAX) return 0;
    strcat(strcpy(full, parent[1] ? parent : ""), "/");
    strcat(full, name);
    return inside(full);
}

static void tell(uint32_t op, uint64_t inode, int64_t offset, const char *first, const char *second,
                 const void *data, size_t length) {
    struct record record = {0x534f4c50, op, inode, offset, first ? strlen(first) : 0,
                            second ? strlen(second) : 0, length};
    struct iovec parts[4] = {{&record, sizeof record},
                             {(void *)first, record.first},
                             {(void *)second, record.second},
                             {(void *)data, length}};
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    ssize_t whole = sizeof record + record.first + record.second + length;
    if (real(log_fd, parts, 4) != whole) abort();
}

static int is_tracked(int fd) { return fd >= 0 && fd < MAX_FD && tracked[fd]; }

static uint64_t inode_of(int fd) {
    struct stat told;
    return fstat(fd, &told) ? 0 : told.st_ino;
}

static int open_it(int (*real)(int, const char *, int, ...), int folder, const char *path, int flags,
                   mode_t mode) {
    char full[PATH_MAX];
    if (!resolve(folder, path, full)) return real(folder, path, flags, mode);
    pthread_mutex_lock(&lock);
    struct stat told;
    int was = !fstatat(folder, path, &told, 0);
    int fd = real(folder, path, flags, mode), error = errno;
    if (fd >= 0 && fd < MAX_FD && !fstat(fd, &told) && S_ISREG(told.st_mode)) {
        tracked[fd] = 1;
        int64_t done = (was ? 0 : CREATED) | (flags & O_TRUNC ? EMPTIED : 0);
        tell(OPEN, told.st_ino, done, full, NULL, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return fd;
}

#define MODE                                              \
    mode_t mode = 0;                                      \
    if (flags & (O_CREAT | O_TMPFILE)) {                  \
        va_list more;                                     \
        va_start(more, flags);                            \
        mode = va_arg(more, mode_t);                      \
        va_end(more);                                     \
    }
#define OPENAT REAL(int, "openat", int, const char *, int, ...)

int open(const char *path, int flags, ...) { MODE OPENAT; return open_it(real, AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE OPENAT; return open_it(real, AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE OPENAT; return open_it(real, folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE OPENAT; return open_it(real, folder, path, flags | O_LARGEFILE, mode); }
int __open_2(const char *path, int flags) { OPENAT; return open_it(real, AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { OPENAT; return open_it(real, AT_FDCWD, path, flags, 0); }
int creat(const char *path, mode_t mode) { OPENAT; return open_it(real, AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

int close(int fd) {
    REAL(int, "close", int);
    if (fd >= 0 && fd < MAX_FD) tracked[fd] = 0;
    return real(fd);
}

/* Runs a call on a tracked file and logs what it did, if it did anything. */
#define ON_FILE(result, call, log)                        \
    if (!is_tracked(fd)) return call;                     \
    pthread_mutex_lock(&lock);                            \
    result done = call;                                   \
    int error = errno;                                    \
    if (done >= 0) { log; }                               \
    pthread_mutex_unlock(&lock);                          \
    errno = error;                                        \
    return done

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    ON_FILE(ssize_t, real(fd, data, length),
            tell(WRITE, inode_of(fd), lseek(fd, 0, SEEK_CUR) - done, NULL, NULL, data, done));
}

static void tell_parts(int fd, int64_t offset, const struct iovec *parts, int number, size_t done) {
    for (int i = 0; i < number && done; i++) {
        size_t length = parts[i].iov_len < done ? parts[i].iov_len : done;
        tell(WRITE, inode_of(fd), offset, NULL, NULL, parts[i].iov_base, length);
        offset += length;
        done -= length;
    }
}

ssize_t writev(int fd, const struct iovec *parts, int number) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    ON_FILE(ssize_t, real(fd, parts, number),
            tell_parts(fd, lseek(fd, 0, SEEK_CUR) - done, parts, number, done));
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    ON_FILE(ssize_t, real(fd, data, length, offset),
            tell(WRITE, inode_of(fd), offset, NULL, NULL, data, done));
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return pwrite(fd, data, length, offset); }

ssize_t pwritev(int fd, const struct iovec *parts, int number, off_t offset) {
    REAL(ssize_t, "pwritev64", int, const struct iovec *, int, off_t);
    ON_FILE(ssize_t, real(fd, parts, number, offset), tell_parts(fd, offset, parts, number, done));
}
ssize_t pwritev64(int fd, const struct iovec *parts, int number, off64_t offset) { return pwritev(fd, parts, number, offset); }

int ftruncate(int fd, off_t size) {
    REAL(int, "ftruncate64", int, off_t);
    ON_FILE(int, real(fd, size), tell(TRUNCATE, inode_of(fd), size, NULL, NULL, NULL, 0));
}
int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }

int truncate(const char *path, off_t size) {
    int fd = open(path, O_WRONLY);
    if (fd < 0) return -1;
    int done = ftruncate(fd, size);
    close(fd);
    return done;
}
int truncate64(const char *path, off64_t size) { return truncate(path, size); }

/* What is not logged is refused where it may be, and whoever asked falls back to writes. */
ssize_t sendfile(int fd, int in, off_t *offset, size_t length) {
    REAL(ssize_t, "sendfile64", int, int, off_t *, size_t);
    if (is_tracked(fd)) { errno = EINVAL; return -1; }
    return real(fd, in, offset, length);
}
ssize_t sendfile64(int fd, int in, off64_t *offset, size_t length) { return sendfile(fd, in, offset, length); }
ssize_t copy_file_range(int in, off64_t *from, int fd, off64_t *to, size_t length, unsigned flags) {
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    if (is_tracked(fd)) { errno = ENOSYS; return -1; }
    return real(in, from, fd, to, length, flags);
}
int posix_fallocate(int fd, off_t offset, off_t length) {
    REAL(int, "posix_fallocate64", int, off_t, off_t);
    return is_tracked(fd) ? EOPNOTSUPP : real(fd, offset, length);
}
int posix_fallocate64(int fd, off64_t offset, off64_t length) { return posix_fallocate(fd, offset, length); }
int fallocate(int fd, int mode, off_t offset, off_t length) {
    REAL(int, "fallocate64", int, int, off_t, off_t);
    if (is_tracked(fd)) { errno = EOPNOTSUPP; return -1; }
    return real(fd, mode, offset, length);
}
int fallocate64(int fd, int mode, off64_t offset, off64_t length) { return fallocate(fd, mode, offset, length); }

static int sync_it(int fd, int (*real)(int)) {
    char link[64], path[PATH_MAX];
    struct stat told;
    if (log_fd < 0 || fstat(fd, &told)) return real(fd);
    if (S_ISDIR(told.st_mode)) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(link, path, sizeof path - 1);
        path[length < 0 ? 0 : length] = 0;
        if (!inside(path)) return real(fd);
    } else if (!is_tracked(fd)) {
        return real(fd);
    }
    pthread_mutex_lock(&lock);
    int done = real(fd), error = errno;
    if (!done && S_ISDIR(told.st_mode)) tell(SYNC_FOLDER, told.st_ino, 0, path, NULL, NULL, 0);
    if (!done && !S_ISDIR(told.st_mode)) tell(SYNC, told.st_ino, 0, NULL, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}
int fsync(int fd) { REAL(int, "fsync", int); return sync_it(fd, real); }
int fdatasync(int fd) { REAL(int, "fdatasync", int); return sync_it(fd, real); }

/* Runs a call on names and logs it if it succeeded. */
#define ON_NAMES(call, op, first, second, is_inside)                        \
    if (!(is_inside)) return call;                                          \
    pthread_mutex_lock(&lock);                                              \
    int done = call, error = errno;                                         \
    if (!done) tell(op, 0, 0, first, second, NULL, 0);                      \
    pthread_mutex_unlock(&lock);                                            \
    errno = error;                                                          \
    return done

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
    char first[PATH_MAX], second[PATH_MAX];
    int moved = resolve(from, old, first) & resolve(to, new, second);
    ON_NAMES(real(from, old, to, new, flags), RENAME, first, second, moved);
}
int renameat(int from, const char *old, int to, const char *new) { return renameat2(from, old, to, new, 0); }
int rename(const char *old, const char *new) { return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0); }

int linkat(int from, const char *old, int to, const char *new, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    char first[PATH_MAX], second[PATH_MAX];
    int made = resolve(from, old, first) & resolve(to, new, second);
    ON_NAMES(real(from, old, to, new, flags), LINK, first, second, made);
}
int link(const char *old, const char *new) { return linkat(AT_FDCWD, old, AT_FDCWD, new, 0); }

int unlinkat(int folder, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    char full[PATH_MAX];
    int below = resolve(folder, path, full);
    ON_NAMES(real(folder, path, flags), flags & AT_REMOVEDIR ? RMDIR : UNLINK, full, NULL, below);
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
    struct stat told;
    return lstat(path, &told) || !S_ISDIR(told.st_mode) ? unlink(path) : rmdir(path);
}

int mkdirat(int folder, const char *path, mode_t mode) {
    REAL(int, "mkdirat", int, const char *, mode_t);
    char full[PATH_MAX];
    int below = resolve(folder, path, full);
    ON_NAMES(real(folder, path, mode), MKDIR, full, NULL, below);
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
