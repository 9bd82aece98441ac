/* Runs a fuzz target over the files of a corpus, with any compiler. Fails when there are none. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path) {
  FILE *in = fopen(path, "rb");
  if (in == NULL) {
    perror(path);
    return 1;
  }
  /* Exactly as large as the input, so that a read beyond it is seen. */
  struct stat status;
  if (fstat(fileno(in), &status) != 0 || !S_ISREG(status.st_mode)) {
    fclose(in);
    return 1;
  }
  size_t size = (size_t)status.st_size;
  uint8_t *data = malloc(size > 0 ? size : 1);
  if (data == NULL || fread(data, 1, size, in) != size) {
    perror(path);
    fclose(in);
    free(data);
    return 1;
  }
  fclose(in);
  LLVMFuzzerTestOneInput(data, size);
  free(data);
  return 0;
}

int main(int argc, char **argv) {
  unsigned count = 0;
  unsigned failed = 0;
  for (int i = 1; i < argc; i++) {
    DIR *folder = opendir(argv[i]);
    if (folder == NULL) {
      perror(argv[i]);
      return EXIT_FAILURE;
    }
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
      if (entry->d_name[0] == '.') {
        continue;
      }
      char path[4096];
      int n = snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
      failed += n < 0 || (size_t)n >= sizeof path || replay(path) != 0;
      count++;
    }
    closedir(folder);
  }
  printf("%u passed, %u failed\n", count - failed, failed);
  return count > 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
