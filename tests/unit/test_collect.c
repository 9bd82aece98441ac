/* Which files are read: folders, links, names, threads, and files that are none of ours. */
#define _POSIX_C_SOURCE 200809L
#include "loading.h"
#include "scratch.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void set_up(void) {
  loading_set_up();
  scratch_make();
}

static void tear_down(void) {
  scratch_remove();
  loading_tear_down();
}

/* The names of the sources that the paths give, without the folder in front. */
static const char *collected(const char *const *paths, uint32_t count) {
  sources = (struct sources){.kept = 0};
  findings.list.n = 0;
  collect(paths, count);
  struct buf out;
  buf_init(&out, &arena);
  for (uint32_t i = 0; i < sources.list.n; i++) {
    struct str name = sources.list.v[i].name;
    ck_assert_int_eq(strncmp(name.p, folder, strlen(folder)), 0);
    buf_printf(&out, "%s%s", i > 0 ? " " : "", name.p + strlen(folder) + 1);
  }
  return buf_done(&out).p;
}
#define COLLECTED(...) \
  collected((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void make_tree(void) {
  static const char *const folders[] = {"b", "b/.hidden", "empty", "b/deep"};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    ck_assert_int_eq(mkdir(path_of(folders[i]), 0700), 0);
  }
  put_file("z.xml", FRAMEWORK(""));
  put_file("a.xml", MAPPING(""));
  put_file("notes.txt", MAPPING(""));
  put_file(".swap.xml", "broken");
  put_file("b/.hidden/x.xml", "broken");
  put_file("b/c.xml", WORKSPACE(""));
  put_file("b/deep/d.XML", "not read");
  put_file("b/deep/e.xml", "<broken");
  ck_assert_int_eq(symlink("..", path_of("b/deep/loop")), 0);
  ck_assert_int_eq(symlink(".", path_of("b/self")), 0);
  ck_assert_int_eq(symlink("../z.xml", path_of("b/again.xml")), 0);
  ck_assert_int_eq(link(path_of("a.xml"), path_of("b/hard.xml")), 0);
}

START_TEST(folders_are_walked_once_and_in_order) {
  make_tree();
  static const char all[] = "a.xml b/again.xml b/c.xml b/deep/e.xml";
  ck_assert_str_eq(COLLECTED(folder), all);
  ck_assert_str_eq(findings_text(), "");
  ck_assert_str_eq(COLLECTED(path_of("b"), folder), all);
  ck_assert_str_eq(COLLECTED(folder, path_of("b")), all);
  ck_assert_str_eq(COLLECTED(path_of("b/deep/e.xml"), path_of("a.xml"), folder, path_of("b/self/deep")), all);
  /* Named files are read whatever their name; hidden folders too. */
  ck_assert_str_eq(COLLECTED(path_of("notes.txt"), path_of(".swap.xml"), path_of("b/.hidden")),
                   ".swap.xml b/.hidden/x.xml notes.txt");
  ck_assert_str_eq(COLLECTED(path_of("z.xml"), path_of("b/again.xml")), "b/again.xml");
  ck_assert_str_eq(findings_text(), "");
  ck_assert_str_eq(COLLECTED(path_of("empty")), "");
  ck_assert_str_eq(findings_text(), "input.nothing");
  ck_assert_str_eq(COLLECTED(path_of("a.xml"), path_of("nothing"), path_of("z.xml/")), "a.xml");
  ck_assert_str_eq(findings_text(), "io.read | io.read");
  expect_message("No such file");
  expect_message("Not a directory");
  options.limits.documents = 2;
  ck_assert_str_eq(COLLECTED(folder), "a.xml b/again.xml");
  ck_assert_str_eq(findings_text(), "xml.limit");
  expect_message("b/c.xml");
  expect_message("--limit documents=");
}
END_TEST

START_TEST(what_is_read_already_is_not_read_again) {
  make_tree();
  ck_assert_str_eq(COLLECTED(path_of("b/c.xml")), "b/c.xml");
  const struct load_path path = {.path = folder, .place = place_none()};
  struct memory_document memory[] = {{.name = "m.xml", .bytes = MAPPING("two"), .size = sizeof(MAPPING("two")) - 1},
                                     {.name = "m.xml", .bytes = MAPPING(""), .size = sizeof(MAPPING("")) - 1},
                                     {.name = "A.xml", .bytes = "", .size = 0, .bundled = true}};
  load_collect(&sources, &path, 1, memory, 3, &options.limits, &arena, &findings);
  ck_assert_uint_eq(sources.list.n, 7);
  ck_assert_str_eq(sources.list.v[0].name.p + strlen(folder), "/b/c.xml");
  ck_assert_str_eq(sources.list.v[4].name.p, "A.xml");
  ck_assert(sources.list.v[4].bundled && sources.list.v[4].in_memory);
  /* Two of one name, in an order that does not depend on that of the call. */
  ck_assert_uint_lt(sources.list.v[5].size, sources.list.v[6].size);
}
END_TEST

static const char *fingerprint(unsigned threads, const char *const *paths, uint32_t count) {
  struct parallel own;
  struct loaded all = {.documents = {.v = NULL}};
  parallel_init(&own, &arena, threads);
  sources = (struct sources){.kept = 0};
  findings.list.n = 0;
  collect(paths, count);
  ck_assert(load_documents(&sources, 0, &options, &own, &arena, &findings, &all));
  findings_sort(&findings);
  struct buf out;
  buf_init(&out, &arena);
  for (uint32_t i = 0; i < all.documents.n; i++) {
    const struct document *document = &all.documents.v[i];
    ck_assert_uint_eq(document->source, i);
    buf_printf(&out, "%s %d", sources.list.v[i].name.p, document->kind);
    for (uint32_t k = 0; document->kind == DOCUMENT_MAPPING && k < document->as.mapping->maps.n; k++) {
      const struct decl_map *map = &document->as.mapping->maps.v[k];
      buf_printf(&out, " %u>%u@%u", map->source, map->target, map->offset);
    }
    buf_char(&out, '\n');
  }
  for (uint32_t i = 0; i < findings.list.n; i++) {
    const struct finding *finding = findings.list.v[i];
    buf_printf(&out, "%u %u %.*s\n", finding->place.source, finding->place.offset, STR_ARG(finding->message));
  }
  const char *text = arena_text(&arena, out.p, out.n);
  findings.list.n = 0;
  parallel_free(&own);
  return text;
}

START_TEST(threads_and_order_do_not_show) {
  make_tree();
  char names[40][24];
  for (int i = 0; i < 40; i++) {
    struct buf text;
    buf_init(&text, &arena);
    buf_text(&text, "<mapping " NS " id='m' source='a' target='b'>\n");
    for (int k = 0; k < (i * 37) % 100; k++) {
      buf_printf(&text, "<map source='%d' target='%d' relation='%s'/>\n", k * i % 50, k % 7,
                 k % 20 == 0 ? "oops" : "equal-to");
    }
    buf_text(&text, i % 9 == 0 ? "<broken" : "</mapping>");
    snprintf(names[i], sizeof names[i], "t%02d.xml", i);
    put_file(names[i], buf_done(&text).p);
  }
  const char *const forth[] = {folder, path_of("notes.txt"), path_of("b")};
  const char *const back[] = {path_of("b"), path_of("notes.txt"), folder};
  const char *expected = fingerprint(1, forth, 3);
  ck_assert_ptr_nonnull(strstr(expected, "oops"));
  for (unsigned threads = 1; threads < 9; threads++) {
    ck_assert_str_eq(fingerprint(threads, threads % 2 == 0 ? forth : back, 3), expected);
  }
}
END_TEST

START_TEST(a_file_that_goes_away_is_said) {
  make_tree();
  ck_assert_str_eq(COLLECTED(path_of("a.xml"), path_of("z.xml")), "a.xml z.xml");
  unlink(path_of("a.xml"));
  ck_assert(load_documents(&sources, 0, &options, &parallel, &arena, &findings, &loaded));
  ck_assert_str_eq(findings_text(), "io.read");
  ck_assert_int_eq(loaded.documents.v[0].kind, DOCUMENT_BROKEN);
  ck_assert_int_eq(loaded.documents.v[1].kind, DOCUMENT_FRAMEWORK);
}
END_TEST

START_TEST(other_xml_in_a_folder_is_passed_over) {
  put_file("pom.xml", "<project xmlns='http://maven.apache.org/POM/4.0.0'/>");
  put_file("mapping.xml", "<mapping id='m'/>");
  const char *paths[] = {folder, path_of("pom.xml")};
  collect(paths, 1);
  ck_assert(load_documents(&sources, 0, &options, &parallel, &arena, &findings, &loaded));
  ck_assert_uint_eq(findings.list.n, 2);
  findings_sort(&findings);
  ck_assert(!findings.list.v[0]->mild); /* one of ours, with its namespace forgotten */
  ck_assert(findings.list.v[1]->mild);
  sources = (struct sources){.kept = 0};
  loaded.documents.n = 0;
  findings.list.n = 0;
  collect(paths + 1, 1);
  ck_assert(load_documents(&sources, 0, &options, &parallel, &arena, &findings, &loaded));
  ck_assert_uint_eq(findings.list.n, 1);
  ck_assert(!findings.list.v[0]->mild); /* asked for by name */
}
END_TEST

START_TEST(the_bundled_documents_are_in_order) {
  const char *const paths[] = {"frameworks", "mappings"};
  struct stat status;
  if (stat(paths[0], &status) != 0 || stat(paths[1], &status) != 0) {
    ck_abort_msg("to be run at the top of the source tree");
  }
  collect(paths, 2);
  ck_assert(load_documents(&sources, 0, &options, &parallel, &arena, &findings, &loaded));
  ck_assert_msg(findings.list.n == 0, "%s", messages());
  ck_assert_uint_ge(loaded.documents.n, 20);
  for (uint32_t i = 0; i < loaded.documents.n; i++) {
    ck_assert_int_ne(loaded.documents.v[i].kind, DOCUMENT_BROKEN);
  }
}
END_TEST

UNIT_SUITE(collect, set_up, tear_down, folders_are_walked_once_and_in_order, what_is_read_already_is_not_read_again,
           threads_and_order_do_not_show, a_file_that_goes_away_is_said, other_xml_in_a_folder_is_passed_over,
           the_bundled_documents_are_in_order)
