/* What a stamp tells of the build that it was touched for: what it rested on, and what came of it. */
#ifndef CW_API_RECORD_H
#define CW_API_RECORD_H

#include "api/compilation.h"

struct record {
  VEC(struct looked) paths; /* that were looked through for documents, in rounds */
  uint32_t rounds;
  VEC(struct str) inputs; /* further files that were read */
  VEC(struct str) outputs;
  VEC(struct str) planned; /* files of other parts of the same build */
  const char *folder;      /* NULL: only documents are filled */
  const char *formats;
  const char *depfile;     /* NULL: none */
  struct str dependencies; /* what stands in the depfile */
  struct str told;         /* the findings, as they were printed */
  bool only_once;          /* something was told that the next run would not tell: there is nothing to be recorded */
  bool replays;            /* nothing has changed: `told` is printed again */
};

enum { RECORD_OUTPUT = 'o' };
/* One thing that a state names: its kind, its name, and what is known of it. */
struct stated {
  char kind;
  bool is_file; /* the value is a digest of what stands in it */
  struct str name;
  struct str value;
};

struct record_state {
  VEC(struct stated) list;
  struct str text;
};

/* The state of all that the record names, as it is now. False where part of it cannot be told. */
bool record_look(struct cw_compilation *c, const struct record *record, struct record_state *state);

/* A build begins: there is nothing to be recorded where it is another one than cw_unchanged was told of. */
void record_begin(struct cw_compilation *c, const char *folder, const char *formats);
/* What is to be kept of the build that was just made. False where nothing can be. */
bool record_of_build(struct cw_compilation *c, struct str *text);

/* The bytes of a stamp, and back. False: it is no stamp, or not a whole one. */
struct str record_write(struct arena *arena, const struct record *record, struct str state);
bool record_read(struct arena *arena, struct str text, struct record *record, struct str *state);

#endif
