/* Threads that take the next item from one counter until none is left. */
#define _POSIX_C_SOURCE 200809L
#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

struct shared {
  parallel_work *work;
  void *context;
  uint32_t items;
  atomic_uint_fast32_t next;
  atomic_bool failed;
};

struct thread {
  struct shared *shared;
  struct worker *worker;
  pthread_t id;
  bool started;
};

static void *run_worker(void *argument) {
  struct thread *thread = argument;
  struct shared *shared = thread->shared;
  if (setjmp(thread->worker->guard.jump) != 0) {
    atomic_store(&shared->failed, true);
    return NULL;
  }
  while (!atomic_load_explicit(&shared->failed, memory_order_relaxed)) {
    uint_fast32_t item = atomic_fetch_add(&shared->next, 1);
    if (item >= shared->items) {
      break;
    }
    shared->work(shared->context, thread->worker, (uint32_t)item);
  }
  return NULL;
}

void parallel_init(struct parallel *parallel, struct arena *arena, unsigned threads) {
  if (threads == 0) {
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    threads = online > 0 ? (unsigned)online : 1;
  }
  if (threads > MOST_THREADS) {
    threads = MOST_THREADS;
  }
  parallel->workers = arena_zalloc(arena, threads * sizeof *parallel->workers);
  parallel->count = threads;
  for (unsigned i = 0; i < threads; i++) {
    arena_init(&parallel->workers[i].arena, &parallel->workers[i].guard);
  }
}

bool parallel_each(struct parallel *parallel, uint32_t items, parallel_work *work, void *context) {
  struct shared shared = {.work = work, .context = context, .items = items};
  struct thread threads[MOST_THREADS];
  unsigned count = parallel->count < items ? parallel->count : items;
  for (unsigned i = 0; i < count; i++) {
    threads[i] = (struct thread){.shared = &shared, .worker = &parallel->workers[i]};
  }
  /* A thread that cannot start is no failure: the others take its items. */
  for (unsigned i = 1; i < count; i++) {
    threads[i].started = pthread_create(&threads[i].id, NULL, run_worker, &threads[i]) == 0;
  }
  if (count > 0) {
    run_worker(&threads[0]);
  }
  for (unsigned i = 1; i < count; i++) {
    if (threads[i].started) {
      pthread_join(threads[i].id, NULL);
    }
  }
  return !atomic_load(&shared.failed);
}

void parallel_free(struct parallel *parallel) {
  for (unsigned i = 0; i < parallel->count; i++) {
    arena_free(&parallel->workers[i].arena);
  }
}
