/* Sinks: a file appears whole or not at all, an equal one is left alone, and no fault goes unsaid. */
#define _GNU_SOURCE
#include "output/sink.h"
#include "scratch.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_file(const char *path, const char *text) {
  struct sink *sink = sink_open_file(&arena, path);
  sink_text(sink, text);
  return sink_close(sink);
}

START_TEST(file_is_written_whole) {
  const char *path = path_of("a.txt");
  struct sink *sink = sink_open_file(&arena, path);
  struct str piece = STR("0123456789abcdefghijklmnopqrstuvwxyz\n");
  for (int i = 0; i < 10000; i++) {
    sink_str(sink, piece);
    ck_assert_int_ne(access(path, F_OK), 0); /* nothing to be seen before it is closed */
  }
  sink_number(sink, 0);
  sink_number(sink, UINT64_MAX);
  sink_char(sink, '\n');
  ck_assert_int_eq(sink_close(sink), 0);
  struct str got = read_file(path);
  ck_assert_uint_eq(got.n, piece.n * 10000 + 22);
  ck_assert(memcmp(got.p + got.n - 22, "018446744073709551615\n", 22) == 0);
  ck_assert_uint_eq(files_in(folder), 1);
  struct stat status;
  mode_t mask = umask(0);
  umask(mask);
  ck_assert_int_eq(stat(path, &status), 0);
  ck_assert_uint_eq(status.st_mode & 0777, 0666 & ~mask);
}
END_TEST

START_TEST(prepared_file_waits_for_its_name) {
  const char *path = path_of("a.txt");
  struct sink *sink = sink_open_file(&arena, path);
  sink_text(sink, "all of it");
  ck_assert_int_eq(sink_prepare(sink), 0);
  ck_assert_int_ne(access(path, F_OK), 0);
  ck_assert_uint_eq(files_in(folder), 1);
  sink_abandon(sink);
  ck_assert_uint_eq(files_in(folder), 0);
  static const char *const texts[] = {"all of it", "all of it", "all", ""}; /* new, the same, shorter, empty */
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    sink = sink_open_file(&arena, path);
    sink_text(sink, texts[i]);
    ck_assert_int_eq(sink_prepare(sink), 0);
    ck_assert_int_eq(sink_close(sink), 0);
    ck_assert(str_is(read_file(path), texts[i]));
    ck_assert_uint_eq(files_in(folder), 1);
  }
  sink = sink_open_file(&arena, folder);
  sink_text(sink, "x");
  ck_assert_int_eq(sink_prepare(sink), EISDIR);
  ck_assert_int_eq(sink_close(sink), EISDIR);
}
END_TEST

static struct stat old_file(const char *path) {
  struct timespec times[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
  struct stat status;
  ck_assert_int_eq(utimensat(AT_FDCWD, path, times, 0), 0);
  ck_assert_int_eq(stat(path, &status), 0);
  return status;
}

static bool untouched(const char *path, struct stat before) {
  struct stat now;
  ck_assert_int_eq(stat(path, &now), 0);
  return now.st_ino == before.st_ino && now.st_mtim.tv_sec == before.st_mtim.tv_sec;
}

START_TEST(equal_file_is_left_alone) {
  const char *path = path_of("a.txt");
  ck_assert_int_eq(write_file(path, "the same"), 0);
  struct stat before = old_file(path);
  ck_assert_int_eq(write_file(path, "the same"), 0);
  ck_assert(untouched(path, before));
  static const char *const others[] = {"the samE", "the same and more", "the sam", ""};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    ck_assert_int_eq(chmod(path, 0640), 0);
    before = old_file(path);
    ck_assert_int_eq(write_file(path, others[i]), 0);
    ck_assert(!untouched(path, before));
    ck_assert(str_is(read_file(path), others[i]));
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0640);
  }
  ck_assert_uint_eq(files_in(folder), 1);
}
END_TEST

/* A file of several buffers that differs from the old one at `at`, or nowhere. */
static void rewrite_long(const char *path, size_t at) {
  enum { LENGTH = 300000 };
  char *bytes = arena_alloc(&arena, LENGTH);
  for (size_t i = 0; i < LENGTH; i++) {
    bytes[i] = (char)('a' + i % 26);
  }
  if (at < LENGTH) {
    bytes[at] = '!';
  }
  struct sink *sink = sink_open_file(&arena, path);
  for (size_t i = 0; i < LENGTH; i += 1000) {
    sink_write(sink, bytes + i, 1000);
  }
  ck_assert_int_eq(sink_close(sink), 0);
  struct str got = read_file(path);
  ck_assert(got.n == LENGTH && memcmp(got.p, bytes, LENGTH) == 0);
}

START_TEST(common_part_is_carried_over) {
  const char *path = path_of("long");
  static const size_t places[] = {300000, 0, 65535, 65536, 65537, 200000, 299999, 300000};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    rewrite_long(path, places[i]);
  }
  struct stat before = old_file(path);
  rewrite_long(path, 300000);
  ck_assert(untouched(path, before));
}
END_TEST

START_TEST(faults_leave_nothing_behind) {
  ck_assert_int_eq(write_file(path_of("no/such/folder"), "x"), ENOENT);
  ck_assert_int_eq(write_file(folder, "x"), EISDIR);
  ck_assert_int_eq(write_file(path_of("file"), "x"), 0);
  ck_assert_int_eq(write_file(path_of("file/below"), "x"), ENOTDIR);
  ck_assert_int_ne(write_file("/proc/not-to-be-created", "x"), 0); /* a folder in which nobody may create */
  ck_assert_int_eq(write_file("/dev/full", "x"), ENOSPC);
  ck_assert_int_eq(write_file("/dev/null", "x"), 0);
  struct stat status;
  ck_assert(stat("/dev/null", &status) == 0 && S_ISCHR(status.st_mode));
  ck_assert_uint_eq(files_in(folder), 1);

  struct sink *sink = sink_open_file(&arena, path_of("taken"));
  sink_text(sink, "x");
  ck_assert_int_eq(mkdir(path_of("taken"), 0777), 0);
  ck_assert_int_eq(sink_close(sink), EISDIR);
  ck_assert_uint_eq(files_in(folder), 2);

  sink = sink_open_file(&arena, path_of("given-up"));
  rewrite_long(path_of("other"), 0);
  for (int i = 0; i < 100000; i++) {
    sink_text(sink, "more than a buffer");
  }
  ck_assert_uint_eq(files_in(folder), 4); /* with the temporary file */
  sink_abandon(sink);
  ck_assert_uint_eq(files_in(folder), 3);
}
END_TEST

START_TEST(full_disk_keeps_the_old_file) {
  const char *path = path_of("old");
  ck_assert_int_eq(write_file(path, "what was there"), 0);
  struct rlimit limit = {.rlim_cur = 100000, .rlim_max = 100000};
  signal(SIGXFSZ, SIG_IGN);
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
  struct sink *sink = sink_open_file(&arena, path);
  for (int i = 0; i < 100000; i++) {
    sink_text(sink, "what is to come");
  }
  ck_assert_int_eq(sink_close(sink), EFBIG);
  ck_assert(str_is(read_file(path), "what was there"));
  ck_assert_uint_eq(files_in(folder), 1);
}
END_TEST

START_TEST(links_to_files_survive) {
  ck_assert_int_eq(write_file(path_of("real"), "one"), 0);
  ck_assert_int_eq(symlink("real", path_of("link")), 0);
  ck_assert_int_eq(write_file(path_of("link"), "two"), 0);
  struct stat status;
  ck_assert(lstat(path_of("link"), &status) == 0 && S_ISLNK(status.st_mode));
  ck_assert(str_is(read_file(path_of("real")), "two"));
}
END_TEST

START_TEST(streams) {
  FILE *full = fopen("/dev/full", "w");
  ck_assert_ptr_nonnull(full);
  struct sink *sink = sink_open_stream(&arena, full);
  sink_text(sink, "x");
  ck_assert_int_eq(sink_close(sink), ENOSPC);
  fclose(full);
  FILE *out = fopen(path_of("out"), "w");
  fputs("before ", out);
  sink = sink_open_stream(&arena, out);
  sink_text(sink, "within ");
  ck_assert_int_eq(sink_close(sink), 0);
  fputs("after", out);
  fclose(out);
  ck_assert(str_is(read_file(path_of("out")), "before within after"));
  char *memory = NULL;
  size_t size = 0;
  FILE *in_memory = open_memstream(&memory, &size);
  sink = sink_open_stream(&arena, in_memory);
  sink_text(sink, "kept");
  ck_assert_int_eq(sink_close(sink), 0);
  fclose(in_memory);
  ck_assert_str_eq(memory, "kept");
  free(memory);
}
END_TEST

UNIT_SUITE(sink, scratch_set_up, scratch_tear_down, file_is_written_whole, prepared_file_waits_for_its_name,
           equal_file_is_left_alone, common_part_is_carried_over, faults_leave_nothing_behind,
           full_disk_keeps_the_old_file, links_to_files_survive, streams)
