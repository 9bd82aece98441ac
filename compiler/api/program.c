/* The build identifications of the program and of the libraries that it was loaded with: a linker derives them from all of
 * the code. A version number would be the same for two states of a working copy, and says nothing of the libraries. */
#define _GNU_SOURCE
#include "api/program.h"

#include "report/digests.h"

#if defined(__ELF__)
#include <link.h>
#include <stdbool.h>
#include <string.h>

/* The loader holds a lock meanwhile: there is no memory to be asked for, which may end in a jump. */
struct identifying {
  unsigned char bytes[4096];
  size_t n;
  bool complete;
};

static size_t aligned(size_t n, size_t to) {
  return (n + to - 1) / to * to;
}

/* Appends the identification if the notes of the segment have one. */
static bool put_identification(struct identifying *all, const char *notes, size_t size, size_t align) {
  ElfW(Nhdr) note;
  for (size_t at = 0; at + sizeof note <= size;) {
    memcpy(&note, notes + at, sizeof note);
    size_t name = at + sizeof note;
    size_t value = name + aligned(note.n_namesz, align);
    if (value > size || note.n_descsz > size - value) {
      return false;
    }
    if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof "GNU" && memcmp(notes + name, "GNU", 4) == 0) {
      bool fits = note.n_descsz > 0 && note.n_descsz <= sizeof all->bytes - all->n;
      memcpy(all->bytes + all->n, notes + value, fits ? note.n_descsz : 0);
      all->n += fits ? note.n_descsz : 0;
      return fits;
    }
    at = value + aligned(note.n_descsz, align);
  }
  return false;
}

/* What the kernel lends to every process is no part of the program. */
static bool is_of_kernel(const struct dl_phdr_info *object) {
  return object->dlpi_name != NULL && strstr(object->dlpi_name, "vdso") != NULL;
}

static int identify(struct dl_phdr_info *object, size_t size, void *context) {
  struct identifying *identifying = context;
  bool found = is_of_kernel(object);
  (void)size;
  for (unsigned i = 0; i < object->dlpi_phnum && !found; i++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
    if (segment->p_type == PT_NOTE) {
      const char *notes = (const char *)(object->dlpi_addr + segment->p_vaddr); /* NOLINT(performance-no-int-to-ptr) */
      found = put_identification(identifying, notes, segment->p_memsz, segment->p_align == 8 ? 8 : 4);
    }
  }
  identifying->complete = identifying->complete && found;
  return 0;
}

struct str program_identity(struct arena *arena) {
  struct identifying identifying = {.complete = true};
  unsigned char digest[SHA256_BYTES];
  dl_iterate_phdr(identify, &identifying);
  if (!identifying.complete || identifying.n == 0) {
    return STR("");
  }
  sha256(identifying.bytes, identifying.n, digest);
  return digest_text(arena, digest);
}

#else

struct str program_identity(struct arena *arena) {
  (void)arena;
  return STR("");
}

#endif
