/* A workspace's brand: contrast as WCAG has it, shades that can be read whatever is asked for, base64, paragraphs. */
#include "base/base64.h"
#include "output/html/colour.h"
#include "output/html/html.h"

#include <math.h>
#include <stdlib.h>
#include "unit.h"

/* The formula of WCAG 2.2 in floating point. */
static double luminance(struct colour colour) {
  const double channels[] = {colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0};
  double linear[3];
  for (unsigned i = 0; i < 3; i++) {
    linear[i] = channels[i] <= 0.04045 ? channels[i] / 12.92 : pow((channels[i] + 0.055) / 1.055, 2.4);
  }
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

static double contrast(struct colour a, struct colour b) {
  double x = luminance(a);
  double y = luminance(b);
  return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

static struct colour colour(unsigned number) {
  return (struct colour){(unsigned char)(number >> 16), (unsigned char)(number >> 8), (unsigned char)number};
}

/* Where the two disagree, the contrast is within a rounding of the bound. */
START_TEST(contrast_is_that_of_the_formula) {
  unsigned disagreements = 0;
  for (unsigned i = 0; i < 0x1000000; i += 9973) {
    struct colour a = colour(i);
    struct colour b = colour((i * 7919 + 12345) & 0xFFFFFF);
    for (unsigned tenths = 11; tenths < 200; tenths += 17) {
      bool exact = contrast(a, b) * 10 >= tenths;
      if (colour_contrasts(a, b, tenths) != exact) {
        disagreements++;
        ck_assert_double_lt(fabs(contrast(a, b) * 10 - tenths), 0.01);
      }
    }
  }
  ck_assert_uint_lt(disagreements, 10);
  ck_assert(colour_contrasts(colour(0), colour(0xFFFFFF), 210));
  ck_assert(!colour_contrasts(colour(0), colour(0xFFFFFF), 211));
  ck_assert(colour_contrasts(colour(0x808080), colour(0x808080), 10));
  ck_assert(!colour_contrasts(colour(0x808080), colour(0x808080), 11));
  ck_assert(colour_contrasts(colour(0x767676), colour(0xFFFFFF), AA_TEXT));
  ck_assert(!colour_contrasts(colour(0x777777), colour(0xFFFFFF), AA_TEXT));
}
END_TEST

static bool same(struct colour a, struct colour b) {
  return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

START_TEST(every_wish_gives_a_shade_that_can_be_read) {
  static const unsigned grounds[] = {0xFFFFFF, 0xFFF3C4, 0x12181F, 0x4A3D0C, 0x000000, 0x757575};
  for (size_t g = 0; g < sizeof grounds / sizeof *grounds; g++) {
    struct colour ground = colour(grounds[g]);
    for (unsigned i = 0; i < 0x1000000; i += 4099) {
      struct colour wish = colour(i);
      struct colour shade = colour_readable(wish, ground);
      ck_assert_double_ge(contrast(shade, ground), 4.499);
      if (contrast(wish, ground) >= 4.501) {
        ck_assert_msg(same(wish, shade), "%06x on %06x is changed without need", i, grounds[g]);
      }
    }
  }
  /* Darker, not another colour. */
  struct colour yellow = colour_readable(colour(0xFFFF00), colour(0xFFFFFF));
  ck_assert_uint_eq(yellow.red, yellow.green);
  ck_assert_uint_eq(yellow.blue, 0);
}
END_TEST

START_TEST(colours_are_read_and_written) {
  struct colour read;
  ck_assert(colour_read(STR("#0aF9Bc"), &read));
  struct sink *sink = sink_open_memory(&arena);
  colour_write(sink, read);
  ck_assert(str_is(sink_memory(sink), "#0af9bc"));
  ck_assert(colour_read(STR("#A0B0C0"), &read)); /* an end that is 0 */
  ck_assert(read.red == 0xA0 && read.green == 0xB0 && read.blue == 0xC0);
  static const char *const wrong[] = {"", "#", "#12345", "#1234567", "1234567", "#12345g", "#12 456", "#123-56"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    ck_assert_msg(!colour_read(str_from(wrong[i]), &read), "%s", wrong[i]);
  }
}
END_TEST

/* RFC 4648, section 10. */
START_TEST(base64_is_that_of_the_standard) {
  static const struct {
    const char *bytes;
    size_t n;
    const char *letters;
  } known[] = {
      {"f", 1, "Zg=="}, {"fo", 2, "Zm8="}, {"foo", 3, "Zm9v"}, {"\xFF\xEF\xBE", 3, "/+++"}, {"\0\0\0", 3, "AAAA"}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    char letters[5] = {0};
    base64_text((const unsigned char *)known[i].bytes, known[i].n, letters);
    ck_assert_str_eq(letters, known[i].letters);
  }
}
END_TEST

static const char *brand_of(const struct brand *brand) {
  struct sink *sink = sink_open_memory(&arena);
  html_brand(sink, brand);
  html_brand_note(sink, brand);
  struct str text = sink_memory(sink);
  return arena_text(&arena, text.p, text.n);
}

START_TEST(nothing_of_a_brand_gets_out_of_its_place) {
  struct brand none = {.title = STR("t")};
  ck_assert_str_eq(brand_of(&none), "");
  ck_assert_uint_eq(html_brand_style(&arena, &none).n, 0);
  struct brand bad = {.accent = STR("red;}</style><script>")};
  ck_assert_uint_eq(html_brand_style(&arena, &bad).n, 0);
  struct brand brand = {
      .language = STR("en\" onload=\"x"),
      .organisation = STR("A <b> & Sons"),
      .note = STR("one <i>\n\ntwo\nlines"),
      .logo = {"<svg", 4},
      .logo_type = STR("image/svg+xml"),
  };
  ck_assert_str_eq(brand_of(&brand),
                   "<div class=brand><img src=\"data:image/svg+xml;base64,PHN2Zw==\" alt=\"\">"
                   "<p lang=\"en&quot; onload=&quot;x\">A &lt;b&gt; &amp; Sons</p></div>\n"
                   "<div class=front lang=\"en&quot; onload=&quot;x\"><p>one &lt;i&gt;</p><p>two\nlines</p></div>\n");
  struct brand alone = {.logo = {"<svg>", 5}, .logo_type = STR("image/png")};
  ck_assert_str_eq(brand_of(&alone), "<div class=brand><img src=\"data:image/png;base64,PHN2Zz4=\" alt=Logo></div>\n");
}
END_TEST

START_TEST(an_accent_is_used_as_it_is_only_where_it_can_be_read) {
  struct brand blue = {.accent = STR("#0B5CAB")};
  struct str style = html_brand_style(&arena, &blue);
  ck_assert_msg(strstr(style.p, ":root{--accent:#0b5cab;--brand:#0b5cab}") == style.p, "%s", style.p);
  struct brand white = {.accent = STR("#ffffff")};
  style = html_brand_style(&arena, &white);
  ck_assert_ptr_null(strstr(style.p, ":root{--accent:#ffffff;--brand:#ffffff}@media (prefers"));
  ck_assert_ptr_nonnull(strstr(style.p, "dark){:root{--accent:#ffffff;--brand:#ffffff}}@media print{:root{--accent:#"));
}
END_TEST

UNIT_SUITE(brand, unit_set_up, unit_tear_down, contrast_is_that_of_the_formula,
           every_wish_gives_a_shade_that_can_be_read, colours_are_read_and_written, base64_is_that_of_the_standard,
           nothing_of_a_brand_gets_out_of_its_place, an_accent_is_used_as_it_is_only_where_it_can_be_read)
