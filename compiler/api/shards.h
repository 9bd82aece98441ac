/* A build in parts, on several machines: each shard writes some of the crosswalks, and one run writes the index and all else
 * that is of none of them alone. The files of all are those of a build in one run, byte for byte. */
#ifndef CW_API_SHARDS_H
#define CW_API_SHARDS_H

#include "api/compilation.h"

enum { MOST_SHARDS = 1000000 };

/* What the index says of a crosswalk, besides its coverage. */
struct crosswalk_counts {
  bool known;
  uint32_t declared;
  uint32_t implied;
  uint32_t disputed;
};

/* "K/N" into the options; CW_USAGE. */
enum cw_result shards_set(struct cw_compilation *c, const char *name, const char *value);
/* CW_USAGE where options belong to other parts of a build than the one that was asked for. */
enum cw_result shards_check(struct cw_compilation *c);
/* The same, where all options are known. */
enum cw_result shards_check_counts(struct cw_compilation *c);

/* Whether this run is a shard, and not the whole or the index. */
bool is_shard(const struct cw_compilation *c);
/* Writes what the index will want to know of the crosswalks of this shard, if a file for it is named. */
void shards_write_counts(struct cw_compilation *c, const char *formats, const struct crosswalk_counts *counts);
/* Fills in what the shards have told. CW_USAGE where a file is of another build. */
enum cw_result shards_read_counts(struct cw_compilation *c, const char *formats, struct crosswalk_counts *counts);

/* The findings so far are those of the whole, which the index tells: a shard tells those that are added until the end, and
 * says what it has written. */
void shards_begin(struct cw_compilation *c);
void shards_end(struct cw_compilation *c, const char *folder);
/* Leaves of the files of the plan those that this run has made. */
void shards_keep_own(struct cw_compilation *c);

#endif
