/* The foundations: arenas, vectors, names, text, buffers, threads. */
#define _POSIX_C_SOURCE 200809L
#include "base/buf.h"
#include "base/names.h"
#include "base/parallel.h"
#include "base/search.h"
#include "base/str.h"
#include "base/vec.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

/* The same numbers on every machine. */
static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525U + 1013904223U;
  return *state >> 8;
}

/* Against counting, with equal numbers, the least and the greatest one, and a member in the middle. */
START_TEST(search_finds_the_first_that_is_not_below) {
  enum { COUNT = 40 };
  struct item {
    char before;
    uint32_t number;
    uint64_t behind;
  } items[COUNT];
  uint32_t state = 7;
  for (uint32_t count = 0; count <= COUNT; count++) {
    uint32_t last = 0;
    for (uint32_t i = 0; i < count; i++) {
      last += next_random(&state) % 3;
      items[i] = (struct item){.before = -1, .number = i + 3 < count ? last : UINT32_MAX, .behind = UINT64_MAX};
    }
    for (uint32_t number = 0; number <= last + 2; number++) {
      uint32_t wanted = number <= last + 1 ? number : UINT32_MAX;
      uint32_t below = 0;
      while (below < count && items[below].number < wanted) {
        below++;
      }
      ck_assert_uint_eq(search_first(struct item, items, count, number, wanted), below);
    }
  }
  ck_assert_uint_eq(search_first(struct item, NULL, 0, number, 1), 0);
  const uint32_t plain[] = {3, 3, 9};
  ck_assert_uint_eq(search_first_number(plain, 3, sizeof *plain, 0, 3), 0);
  ck_assert_uint_eq(search_first_number(plain, 3, sizeof *plain, 0, 4), 2);
  ck_assert_uint_eq(search_first_number(plain, 3, sizeof *plain, 0, 10), 3);
}
END_TEST

START_TEST(arena_gives_aligned_memory_that_does_not_overlap) {
  enum { COUNT = 2000 };
  unsigned char *pieces[COUNT];
  size_t sizes[COUNT];
  uint32_t state = 1;
  for (int i = 0; i < COUNT; i++) {
    sizes[i] = next_random(&state) % (i % 10 == 0 ? 20000 : 100);
    pieces[i] = arena_alloc(&arena, sizes[i]);
    ck_assert_uint_eq((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
    memset(pieces[i], i & 0xFF, sizes[i]);
  }
  for (int i = 0; i < COUNT; i++) {
    for (size_t k = 0; k < sizes[i]; k++) {
      ck_assert_uint_eq(pieces[i][k], i & 0xFF);
    }
  }
}
END_TEST

START_TEST(arena_growth_keeps_what_was_there) {
  /* Two that grow by turns, through small blocks, large ones and moves of large ones. */
  unsigned char *grown[2] = {NULL, NULL};
  size_t size = 0;
  for (size_t next = 10; next < 400000; next = next * 3 / 2) {
    for (int which = 0; which < 2; which++) {
      grown[which] = arena_grow(&arena, grown[which], size, next);
      memset(grown[which] + size, (int)(next + (size_t)which) & 0xFF, next - size);
    }
    size = next;
  }
  size_t from = 0;
  for (size_t next = 10; next < 400000; next = next * 3 / 2) {
    for (; from < next; from++) {
      ck_assert_uint_eq(grown[0][from], next & 0xFF);
      ck_assert_uint_eq(grown[1][from], (next + 1) & 0xFF);
    }
  }
}
END_TEST

START_TEST(arena_gives_up_by_its_guard) {
  volatile int jumps = 0;
  if (setjmp(guard.jump) != 0) {
    jumps = jumps + 1;
  }
  if (jumps == 0) {
    arena_alloc(&arena, SIZE_MAX);
  } else if (jumps == 1) {
    arena_grow(&arena, NULL, 0, SIZE_MAX - 8);
  } else if (jumps == 2) {
    char *large = arena_alloc(&arena, 10000);
    arena_grow(&arena, large, 10000, SIZE_MAX - 8);
  } else if (jumps == 3) {
    arena_fail(&arena);
  }
  ck_assert_int_eq(jumps, 4);
}
END_TEST

START_TEST(arena_text_ends_with_nul) {
  ck_assert_str_eq(arena_text(&arena, "abcdef", 3), "abc");
  ck_assert_str_eq(arena_text(&arena, NULL, 0), "");
}
END_TEST

START_TEST(vectors_grow) {
  VEC(uint32_t) numbers = {0};
  for (uint32_t i = 0; i < 100000; i++) {
    vec_push(&arena, &numbers, i * 7);
  }
  ck_assert_uint_eq(numbers.n, 100000);
  ck_assert_uint_ge(numbers.capacity, numbers.n);
  for (uint32_t i = 0; i < numbers.n; i++) {
    ck_assert_uint_eq(numbers.v[i], i * 7);
  }
  uint32_t *before = numbers.v;
  vec_reserve(&arena, &numbers, numbers.capacity - numbers.n);
  ck_assert_ptr_eq(numbers.v, before);
}
END_TEST

START_TEST(vectors_do_not_wrap_around) {
  volatile int jumps = 0;
  if (setjmp(guard.jump) != 0) {
    jumps = jumps + 1;
  }
  VEC(char) bytes = {0};
  if (jumps == 0) {
    vec_reserve(&arena, &bytes, 10);
    bytes.n = 10;
    vec_reserve(&arena, &bytes, UINT32_MAX - 5);
  }
  ck_assert_int_eq(jumps, 1);
}
END_TEST

START_TEST(names_keep_their_numbers) {
  struct names names;
  names_init(&names, &arena);
  ck_assert_uint_eq(names_find(&names, STR("x")), NO_NAME);
  char text[32];
  for (uint32_t i = 0; i < 20000; i++) {
    int n = snprintf(text, sizeof text, "A.%u.%u", i % 100, i);
    ck_assert_uint_eq(names_intern(&names, (struct str){.p = text, .n = (uint32_t)n}), i);
    text[0] = 'Z'; /* the table has a copy */
  }
  for (uint32_t i = 0; i < 20000; i++) {
    int n = snprintf(text, sizeof text, "A.%u.%u", i % 100, i);
    struct str name = {.p = text, .n = (uint32_t)n};
    ck_assert_uint_eq(names_find(&names, name), i);
    ck_assert_uint_eq(names_intern(&names, name), i);
    ck_assert(str_is(names.names.v[i], text));
    ck_assert_int_eq(names.names.v[i].p[n], '\0');
  }
  ck_assert_uint_eq(names.names.n, 20000);
  ck_assert_uint_eq(names_find(&names, STR("A.0.20000")), NO_NAME);
}
END_TEST

START_TEST(names_take_any_bytes) {
  struct names names;
  names_init(&names, &arena);
  ck_assert_uint_eq(names_intern(&names, STR("")), 0);
  ck_assert_uint_eq(names_intern(&names, STR("\0")), 1);
  ck_assert_uint_eq(names_intern(&names, STR("\0\0")), 2);
  ck_assert_uint_eq(names_intern(&names, STR("5.1")), 3);
  ck_assert_uint_eq(names_intern(&names, STR("5.10")), 4);
  ck_assert_uint_eq(names_intern(&names, STR("12345678")), 5);
  ck_assert_uint_eq(names_intern(&names, STR("12345678\0")), 6);
  ck_assert_uint_eq(names_find(&names, STR("\0")), 1);
  ck_assert_uint_eq(names_find(&names, STR("5.1")), 3);
}
END_TEST

START_TEST(absent_is_not_empty) {
  struct str absent = {.p = NULL};
  ck_assert_ptr_null(str_copy(&arena, absent).p);
  ck_assert_ptr_nonnull(str_copy(&arena, STR("")).p);
  ck_assert(str_eq(absent, STR("")));
  ck_assert_uint_eq(str_from(NULL).n, 0);
}
END_TEST

START_TEST(natural_order_is_that_of_people) {
  /* '-' comes before '.', so the A- ids go first. */
  static const char *const expected[] = {"",       "01",    "1",     "2",       "10",     "A",
                                         "A-5",    "A.5",   "A.5.1", "A.5.2",   "A.5.10", "A.5.10a",
                                         "A.10.1", "AC-02", "AC-2",  "AC-2(1)", "AC-10",  "a"};
  enum { COUNT = sizeof expected / sizeof *expected };
  for (int i = 0; i < COUNT; i++) {
    for (int j = 0; j < COUNT; j++) {
      int order = str_compare_natural(str_from(expected[i]), str_from(expected[j]));
      ck_assert_msg((order < 0) == (i < j) && (order > 0) == (i > j), "\"%s\" against \"%s\" gives %d", expected[i],
                    expected[j], order);
    }
  }
}
END_TEST

START_TEST(natural_order_is_an_order) {
  /* Any three short texts over digits and dots: antisymmetric and transitive. */
  static const char alphabet[] = "01.9a";
  struct str texts[200];
  uint32_t state = 7;
  for (int i = 0; i < 200; i++) {
    char text[6];
    uint32_t n = next_random(&state) % 6;
    for (uint32_t k = 0; k < n; k++) {
      text[k] = alphabet[next_random(&state) % 5];
    }
    texts[i] = str_copy(&arena, (struct str){.p = text, .n = n});
  }
  for (int i = 0; i < 200; i++) {
    for (int j = 0; j < 200; j++) {
      int forth = str_compare_natural(texts[i], texts[j]);
      int back = str_compare_natural(texts[j], texts[i]);
      ck_assert_int_eq((forth > 0) - (forth < 0), (back < 0) - (back > 0));
      ck_assert_int_eq(forth == 0, str_eq(texts[i], texts[j]));
      for (int k = 0; k < 200 && forth < 0; k++) {
        if (str_compare_natural(texts[j], texts[k]) < 0) {
          ck_assert_int_lt(str_compare_natural(texts[i], texts[k]), 0);
        }
      }
    }
  }
}
END_TEST

/* Edits by the definition: the whole table, no early end. */
static unsigned plain_distance(struct str a, struct str b) {
  unsigned table[16][16];
  for (uint32_t i = 0; i <= a.n; i++) {
    for (uint32_t j = 0; j <= b.n; j++) {
      unsigned best = i == 0 ? j : j == 0 ? i : 1000;
      if (i > 0 && j > 0) {
        unsigned replace = table[i - 1][j - 1] + (a.p[i - 1] != b.p[j - 1]);
        best = table[i - 1][j] + 1 < best ? table[i - 1][j] + 1 : best;
        best = table[i][j - 1] + 1 < best ? table[i][j - 1] + 1 : best;
        best = replace < best ? replace : best;
        if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1] && table[i - 2][j - 2] + 1 < best) {
          best = table[i - 2][j - 2] + 1;
        }
      }
      table[i][j] = best;
    }
  }
  return table[a.n][b.n];
}

START_TEST(distance_is_that_of_the_definition) {
  uint32_t state = 3;
  for (int round = 0; round < 20000; round++) {
    char p[2][10];
    struct str s[2];
    for (int which = 0; which < 2; which++) {
      s[which] = (struct str){.p = p[which], .n = next_random(&state) % 10};
      for (uint32_t k = 0; k < s[which].n; k++) {
        p[which][k] = (char)('a' + next_random(&state) % 3);
      }
    }
    unsigned limit = next_random(&state) % 12;
    unsigned exact = plain_distance(s[0], s[1]);
    ck_assert_uint_eq(str_distance(s[0], s[1], limit), exact <= limit ? exact : limit + 1);
  }
  ck_assert_uint_eq(str_distance(STR("PR.AC-1"), STR("PR.CA-1"), 2), 1);
  char longer[100];
  memset(longer, 'x', sizeof longer);
  ck_assert_uint_eq(str_distance((struct str){.p = longer, .n = 100}, STR("x"), 3), 4);
}
END_TEST

START_TEST(buffers_compose) {
  struct buf buf;
  buf_init(&buf, &arena);
  ck_assert_uint_eq(buf_done(&buf).n, 0);
  for (int i = 0; i < 5000; i++) {
    buf_printf(&buf, "%d;", i);
    buf_char(&buf, 'x');
    buf_text(&buf, "");
    buf_bytes(&buf, NULL, 0);
    buf_str(&buf, STR("yz"));
  }
  struct str text = buf_done(&buf);
  ck_assert_int_eq(text.p[text.n], '\0');
  ck_assert_uint_eq(strlen(text.p), text.n);
  const char *at = text.p;
  for (int i = 0; i < 5000; i++) {
    char expected[32];
    int n = snprintf(expected, sizeof expected, "%d;xyz", i);
    ck_assert_int_eq(strncmp(at, expected, (size_t)n), 0);
    at += n;
  }
}
END_TEST

struct tally {
  uint32_t seen[500];
  uint32_t fail_at;
};

static void tally_one(void *context, struct worker *worker, uint32_t item) {
  struct tally *tally = context;
  if (item == tally->fail_at) {
    arena_fail(&worker->arena);
  }
  uint32_t *copy = arena_alloc(&worker->arena, sizeof *copy);
  *copy = item;
  tally->seen[item] += 1 + (*copy - item);
}

START_TEST(every_item_is_done_once) {
  for (unsigned threads = 0; threads < 5; threads++) {
    struct parallel parallel;
    struct tally tally = {.fail_at = UINT32_MAX};
    parallel_init(&parallel, &arena, threads);
    ck_assert(parallel_each(&parallel, 500, tally_one, &tally));
    ck_assert(parallel_each(&parallel, 0, tally_one, &tally));
    for (int i = 0; i < 500; i++) {
      ck_assert_uint_eq(tally.seen[i], 1);
    }
    tally.fail_at = 250;
    ck_assert(!parallel_each(&parallel, 500, tally_one, &tally));
    parallel_free(&parallel);
  }
}
END_TEST

UNIT_SUITE(base, unit_set_up, unit_tear_down, search_finds_the_first_that_is_not_below,
           arena_gives_aligned_memory_that_does_not_overlap, arena_growth_keeps_what_was_there,
           arena_gives_up_by_its_guard, arena_text_ends_with_nul, vectors_grow, vectors_do_not_wrap_around,
           names_keep_their_numbers, names_take_any_bytes, absent_is_not_empty, natural_order_is_that_of_people,
           natural_order_is_an_order, distance_is_that_of_the_definition, buffers_compose, every_item_is_done_once)
