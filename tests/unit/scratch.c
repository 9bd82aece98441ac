/* For tests that need files. */
#define _XOPEN_SOURCE 700
#include "scratch.h"

#include "base/buf.h"
#include "unit.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

char folder[64];

void scratch_make(void) {
  strcpy(folder, "/tmp/crosswalk-unit-XXXXXX");
  ck_assert_ptr_nonnull(mkdtemp(folder));
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)status;
  (void)kind;
  (void)place;
  return remove(path);
}

void scratch_remove(void) {
  ck_assert_int_eq(nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

void scratch_set_up(void) {
  unit_set_up();
  scratch_make();
}

void scratch_tear_down(void) {
  scratch_remove();
  unit_tear_down();
}

const char *path_of(const char *name) {
  struct buf path;
  buf_init(&path, &arena);
  buf_printf(&path, "%s/%s", folder, name);
  return buf_done(&path).p;
}

void put_file(const char *name, const char *text) {
  FILE *file = fopen(path_of(name), "wb");
  ck_assert_ptr_nonnull(file);
  ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
  ck_assert_int_eq(fclose(file), 0);
}

struct str read_file(const char *path) {
  FILE *in = fopen(path, "rb");
  ck_assert_ptr_nonnull(in);
  char *bytes = arena_alloc(&arena, 1 << 20);
  size_t n = fread(bytes, 1, 1 << 20, in);
  fclose(in);
  return (struct str){.p = bytes, .n = (uint32_t)n};
}

unsigned files_in(const char *path) {
  DIR *dir = opendir(path);
  ck_assert_ptr_nonnull(dir);
  unsigned count = 0;
  for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
    count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  }
  closedir(dir);
  return count;
}
