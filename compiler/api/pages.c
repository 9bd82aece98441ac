/* Each item on one worker: its report, its files, and what becomes of them. */
#define _POSIX_C_SOURCE 200809L
#include "api/pages.h"

#include <sys/stat.h>

struct outcome {
  const char *failed; /* path that could not be written */
  int error;
  const char *large; /* path of a page that is */
  uint64_t size;
};

struct making {
  const struct pages *pages;
  const struct report_options *options;
  struct page_runs runs;
  make_pages *make;
  void *context;
  struct page_maker *makers; /* by worker */
  struct outcome *outcomes;  /* by item */
};

const char *pages_path(const struct pages *pages, struct arena *arena, struct str stem, const char *middle,
                       const char *extension) {
  struct buf path;
  buf_init(&path, arena);
  buf_printf(&path, "%s/%.*s%s%s", pages->folder, STR_ARG(stem), middle, extension);
  return buf_done(&path).p;
}

/* The name of the file where the build writes it, else empty. */
static struct str link_to(const struct pages *pages, struct arena *arena, struct str stem, const char *extension) {
  struct str path = str_from(pages_path(pages, arena, stem, "", extension));
  if (stem.n == 0 || names_find(&pages->files, path) == NO_NAME) {
    return STR("");
  }
  uint32_t folder = path.n - stem.n - (uint32_t)strlen(extension);
  return (struct str){.p = path.p + folder, .n = path.n - folder};
}

struct report_links pages_links(const struct pages *pages, struct arena *arena, struct str stem, struct str other) {
  return (struct report_links){
      .index = link_to(pages, arena, STR("index"), ".html"),
      .list = link_to(pages, arena, STR("crosswalks"), ".md"),
      .page = link_to(pages, arena, stem, ".html"),
      .csv = link_to(pages, arena, stem, ".csv"),
      .markdown = link_to(pages, arena, stem, ".md"),
      .xlsx = link_to(pages, arena, stem, ".xlsx"),
      .json = link_to(pages, arena, stem, ".json"),
      .other = link_to(pages, arena, other, ".html"),
  };
}

struct sink *page_open(struct page_maker *maker, struct str stem, const char *middle, const char *extension) {
  if (maker->error != 0) {
    return NULL;
  }
  maker->path = pages_path(maker->pages, &maker->page, stem, middle, extension);
  maker->open = sink_open(&maker->page, maker->path, SINK_REPLACE_LINKS, maker->pages->c->output.durable);
  return maker->open;
}

/* A browser lays all of a page out; a table of numbers is read in pieces. */
static void weigh(struct page_maker *maker) {
  size_t n = strlen(maker->path);
  struct stat status;
  if (maker->large == NULL && n > 5 && strcmp(maker->path + n - 5, ".html") == 0 && stat(maker->path, &status) == 0 &&
      (uint64_t)status.st_size > maker->pages->c->work.request.limits.page_bytes) {
    maker->large = arena_text(maker->kept, maker->path, n);
    maker->size = (uint64_t)status.st_size;
  }
}

void page_close(struct page_maker *maker) {
  struct sink *sink = maker->open;
  maker->open = NULL;
  maker->error = sink_close(sink);
  maker->failed = maker->error != 0 ? maker->path : NULL;
  if (maker->error == 0) {
    weigh(maker);
  }
}

static void make_item(struct making *making, struct worker *worker, struct page_maker *maker, uint32_t number) {
  maker->failed = NULL;
  maker->error = 0;
  maker->large = NULL;
  making->make(making->context, maker, number);
  struct outcome *outcome = &making->outcomes[number];
  outcome->large = maker->large;
  outcome->size = maker->size;
  if (maker->error != 0) {
    outcome->failed = arena_text(&worker->arena, maker->failed, strlen(maker->failed));
    outcome->error = maker->error;
  }
  arena_free(&maker->page);
}

static void make_run(void *context, struct worker *worker, uint32_t run) {
  struct making *making = context;
  struct cw_compilation *c = making->pages->c;
  struct page_maker *maker = &making->makers[worker - c->work.parallel.workers];
  if (!maker->ready) {
    maker->pages = making->pages;
    maker->reporter = reporter_new(&c->work.analysis, making->options, &worker->arena);
    maker->kept = &worker->arena;
    arena_init(&maker->page, &worker->guard);
    maker->ready = true;
  }
  const uint32_t *starts = making->runs.starts;
  uint32_t end = starts != NULL ? starts[run + 1] : run + 1;
  for (uint32_t number = starts != NULL ? starts[run] : run; number < end; number++) {
    make_item(making, worker, maker, number);
  }
}

static void tell_large(struct cw_compilation *c, const struct outcome *outcome) {
  enum { MEGABYTE = 1000 * 1000 };
  struct finding *finding = report_late(c, F_OUTPUT_LARGE, "%s has %.1f MB, which browsers open slowly, if at all",
                                        outcome->large, (double)outcome->size / MEGABYTE);
  if (finding != NULL) {
    finding_note(&c->work.findings, finding, place_none(), "--basis declared,gap leaves out what is derived");
  }
}

bool pages_make(const struct pages *pages, const struct report_options *options, struct page_runs runs,
                make_pages *make, void *context) {
  struct cw_compilation *c = pages->c;
  uint32_t count = runs.starts != NULL ? runs.starts[runs.count] : runs.count;
  struct making *making = arena_alloc(&c->arena, sizeof *making);
  *making = (struct making){.pages = pages, .options = options, .runs = runs, .make = make, .context = context};
  making->makers = arena_zalloc(&c->arena, c->work.parallel.count * sizeof *making->makers);
  making->outcomes = arena_zalloc(&c->arena, ((size_t)count + 1) * sizeof *making->outcomes);
  bool complete = parallel_each(&c->work.parallel, runs.count, make_run, making);
  for (unsigned w = 0; w < c->work.parallel.count; w++) {
    if (making->makers[w].open != NULL) {
      sink_abandon(making->makers[w].open);
    }
    if (making->makers[w].ready) {
      arena_free(&making->makers[w].page);
    }
  }
  for (uint32_t i = 0; i < count && complete; i++) {
    if (making->outcomes[i].error != 0) {
      report_write_failure(c, making->outcomes[i].failed, making->outcomes[i].error);
    } else if (making->outcomes[i].large != NULL) {
      tell_large(c, &making->outcomes[i]);
    }
  }
  return complete;
}
