/* Blanks in cells of ids: when they part ids, when they belong to one, and when nobody can tell. */
#include "interchange/blanks.h"

#include "unit.h"

static struct import_options options;
static struct session session;
static struct column_forms column;
static struct known framework;
static struct end end;

/* A column without any other cell, of a framework that is not known. */
static void set_up(void) {
  unit_set_up();
  options = (struct import_options){.guess = false};
  session = (struct session){.arena = &arena, .options = &options};
  column = (struct column_forms){.told = false};
  names_init(&column.forms, &arena);
  end = (struct end){.framework = STR_INIT("own"), .column = &column};
}

static void know(const char *id, const char *label) {
  if (end.known == NULL) {
    framework = (struct known){.id = STR_INIT("own")};
    names_init(&framework.ids, &arena);
    names_init(&framework.labels, &arena);
    names_init(&framework.keys, &arena);
    end.known = &framework;
  }
  known_add(&session, &framework, &(struct known_control){.id = str_from(id), .label = str_from(label)});
}

struct example {
  const char *text;
  enum blanks read;
};

static void check_all(const struct example *examples, size_t count) {
  for (size_t i = 0; i < count; i++) {
    enum blanks read = blanks_read(&session, &end, str_from(examples[i].text));
    ck_assert_msg(read == examples[i].read, "\"%s\" is read as %d, not %d", examples[i].text, (int)read,
                  (int)examples[i].read);
  }
}

#define CHECK_ALL(examples) check_all(examples, sizeof(examples) / sizeof *(examples))

START_TEST(the_text_alone_tells) {
  static const struct example examples[] = {
      {"ACC 01", BLANKS_BELONG},
      {"ACC\xC2\xA0"
       "01",
       BLANKS_BELONG},
      {"A 5.1", BLANKS_BELONG},
      {"PCI 1.2.3", BLANKS_BELONG},
      {"AC-2 (3)", BLANKS_BELONG},
      {"164.308 (a)(1) (ii)", BLANKS_BELONG},
      {"AC-1", BLANKS_BELONG},
      {"AC-1 AC-2", BLANKS_PART},
      {"ac-1  AC-2 (1)\tAC-2(2)", BLANKS_PART},
      {"5.1 5.2", BLANKS_PART},
      {"T1078 T1110", BLANKS_PART},
      {"ACC 01 ACC 02", BLANKS_UNCLEAR},
      {"A 5.1 5.2", BLANKS_UNCLEAR},
      {"L1 C2", BLANKS_UNCLEAR},
      {"ISO27001 A.5.1", BLANKS_UNCLEAR},
      {"NIST AC-1", BLANKS_UNCLEAR},
      {"PR.AC-1 ID.AM-1", BLANKS_UNCLEAR},
      {"AC-1 2", BLANKS_UNCLEAR},
      {"1 2", BLANKS_UNCLEAR},
      {"GV ID", BLANKS_UNCLEAR},
      {"Art. 5", BLANKS_NO_IDS},
      {"AC-2 (see below)", BLANKS_NO_IDS},
      {"AC-2 (see)", BLANKS_NO_IDS},
      {"all of them", BLANKS_NO_IDS},
      {"", BLANKS_NO_IDS},
  };
  CHECK_ALL(examples);
}
END_TEST

START_TEST(ids_that_stand_alone_in_the_column_tell) {
  forms_add(&column, str_from("GV\nPR.AC-4: Access, 7; L9"));
  static const struct example examples[] = {
      {"GV ID", BLANKS_PART},     {"PR.AC-1 ID.AM-1", BLANKS_PART}, {"1 2", BLANKS_PART},        {"L1 C2", BLANKS_PART},
      {"ACC 01", BLANKS_UNCLEAR}, {"ACC 1.2", BLANKS_UNCLEAR},      {"L1 AC-1", BLANKS_UNCLEAR},
  };
  CHECK_ALL(examples);
}
END_TEST

START_TEST(headings_that_stand_alone_leave_an_id_whole) {
  forms_add(&column, str_from("ACC"));
  static const struct example examples[] = {{"ACC 01", BLANKS_BELONG}, {"ACC 01 ACC 02", BLANKS_UNCLEAR}};
  CHECK_ALL(examples);
}
END_TEST

START_TEST(the_framework_tells) {
  know("ACC", NULL);
  know("ACC-01", "ACC 01");
  know("ACC-02", "ACC 02");
  know("5", NULL);
  know("5.1", NULL);
  know("A", NULL);
  know("A.5.1", NULL);
  static const struct example examples[] = {
      {"ACC 01", BLANKS_BELONG},       {"acc 1", BLANKS_BELONG},
      {"A 5.1", BLANKS_BELONG}, /* not the heading A and the clause 5.1 */
      {"ACC 03", BLANKS_BELONG},       {"ACC 01 ACC 02", BLANKS_PART},
      {"ACC 01 A 5.1 5", BLANKS_PART}, {"5.1 A.5.1", BLANKS_PART},
      {"A ACC", BLANKS_PART},          {"A 5", BLANKS_UNCLEAR},
      {"5 1", BLANKS_BELONG}, /* 5.1, as no control is called 1 */
      {"5.1 MFA", BLANKS_UNCLEAR},
  };
  CHECK_ALL(examples);
  know("1", NULL);
  static const struct example now[] = {{"5 1", BLANKS_UNCLEAR}};
  CHECK_ALL(now);
}
END_TEST

START_TEST(the_layout_tells) {
  column.listed = true;
  static const struct example examples[] = {
      {"ra-5_smt.a si-2_smt.a", BLANKS_PART}, {"L1 C2", BLANKS_PART}, {"all of them", BLANKS_NO_IDS}};
  CHECK_ALL(examples);
}
END_TEST

START_TEST(the_user_has_the_last_word) {
  options.blanks = BLANKS_TO_PART;
  static const struct example parted[] = {
      {"ACC 01", BLANKS_PART}, {"L1 C2", BLANKS_PART}, {"AC-2 (3)", BLANKS_BELONG}, {"all of them", BLANKS_NO_IDS}};
  CHECK_ALL(parted);
  options.blanks = BLANKS_TO_KEEP;
  static const struct example kept[] = {{"AC-1 AC-2", BLANKS_BELONG},
                                        {"L1 C2", BLANKS_BELONG},
                                        {"Art. 5 (1)", BLANKS_BELONG},
                                        {"GV ID", BLANKS_BELONG},
                                        {"all of them", BLANKS_NO_IDS}};
  CHECK_ALL(kept);
  know("ACC-01", "ACC 01");
  know("Art.5", NULL);
  options.blanks = BLANKS_TO_PART;
  static const struct example known[] = {
      {"ACC 01", BLANKS_BELONG}, {"acc 1", BLANKS_BELONG}, {"Art. 5", BLANKS_BELONG}};
  CHECK_ALL(known);
}
END_TEST

static void check_parts(const char *text, const char *const *wanted) {
  struct str rest = str_from(text);
  for (; *wanted != NULL; wanted++) {
    struct str part = blanks_next(&session, &end, &rest);
    ck_assert_msg(part.p != NULL && str_is(part, *wanted), "\"%.*s\" instead of \"%s\"", STR_ARG(part), *wanted);
  }
  ck_assert(blanks_next(&session, &end, &rest).p == NULL);
}

START_TEST(parts_keep_their_brackets_and_what_is_known_together) {
  static const char *const brackets[] = {"AC-2 (3) (a)", "AC-3", "(see", "below)", NULL};
  check_parts(" AC-2 (3) (a) AC-3\t(see below)\n", brackets);
  static const char *const none[] = {NULL};
  check_parts(" \xC2\xA0", none);
  know("ACC-01", "ACC 01");
  static const char *const known[] = {"ACC 01", "ACC", "02", NULL};
  check_parts("ACC 01 ACC 02", known);
  ck_assert(blanks_within(STR(" a b ")));
  ck_assert(!blanks_within(STR(" ab ")));
  ck_assert(!blanks_within(STR("")));
}
END_TEST

UNIT_SUITE(blanks, set_up, unit_tear_down, the_text_alone_tells, ids_that_stand_alone_in_the_column_tell,
           headings_that_stand_alone_leave_an_id_whole, the_framework_tells, the_layout_tells,
           the_user_has_the_last_word, parts_keep_their_brackets_and_what_is_known_together)
