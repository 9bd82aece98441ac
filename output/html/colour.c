/* Contrast as WCAG 2.2 measures it, in whole numbers, so that every machine comes to the same shade. */
#include "output/html/colour.h"

/* The light of each value of a channel, of 65535: sRGB made linear. */
static const uint16_t light[256] = {
    0,     20,    40,    60,    80,    99,    119,   139,   159,   179,   199,   219,   241,   264,   288,   313,
    340,   367,   396,   427,   458,   491,   526,   562,   599,   637,   677,   718,   761,   805,   851,   898,
    947,   997,   1048,  1101,  1156,  1212,  1270,  1330,  1391,  1453,  1517,  1583,  1651,  1720,  1790,  1863,
    1937,  2013,  2090,  2170,  2250,  2333,  2418,  2504,  2592,  2681,  2773,  2866,  2961,  3058,  3157,  3258,
    3360,  3464,  3570,  3678,  3788,  3900,  4014,  4129,  4247,  4366,  4488,  4611,  4736,  4864,  4993,  5124,
    5257,  5392,  5530,  5669,  5810,  5953,  6099,  6246,  6395,  6547,  6700,  6856,  7014,  7174,  7335,  7500,
    7666,  7834,  8004,  8177,  8352,  8528,  8708,  8889,  9072,  9258,  9445,  9635,  9828,  10022, 10219, 10417,
    10619, 10822, 11028, 11235, 11446, 11658, 11873, 12090, 12309, 12530, 12754, 12980, 13209, 13440, 13673, 13909,
    14146, 14387, 14629, 14874, 15122, 15371, 15623, 15878, 16135, 16394, 16656, 16920, 17187, 17456, 17727, 18001,
    18277, 18556, 18837, 19121, 19407, 19696, 19987, 20281, 20577, 20876, 21177, 21481, 21787, 22096, 22407, 22721,
    23038, 23357, 23678, 24002, 24329, 24658, 24990, 25325, 25662, 26001, 26344, 26688, 27036, 27386, 27739, 28094,
    28452, 28813, 29176, 29542, 29911, 30282, 30656, 31033, 31412, 31794, 32179, 32567, 32957, 33350, 33745, 34143,
    34544, 34948, 35355, 35764, 36176, 36591, 37008, 37429, 37852, 38278, 38706, 39138, 39572, 40009, 40449, 40891,
    41337, 41785, 42236, 42690, 43147, 43606, 44069, 44534, 45002, 45473, 45947, 46423, 46903, 47385, 47871, 48359,
    48850, 49344, 49841, 50341, 50844, 51349, 51858, 52369, 52884, 53401, 53921, 54445, 54971, 55500, 56032, 56567,
    57105, 57646, 58190, 58737, 59287, 59840, 60396, 60955, 61517, 62082, 62650, 63221, 63795, 64372, 64952, 65535,
};

static int digit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

bool colour_read(struct str text, struct colour *colour) {
  unsigned char channels[3] = {0};
  if (text.n != 7 || text.p[0] != '#') {
    return false;
  }
  for (unsigned i = 0; i < 3; i++) {
    int high = digit(text.p[1 + 2 * i]);
    int low = digit(text.p[2 + 2 * i]);
    if (high < 0 || low < 0) {
      return false;
    }
    channels[i] = (unsigned char)(high << 4 | low);
  }
  *colour = (struct colour){channels[0], channels[1], channels[2]};
  return true;
}

void colour_write(struct sink *sink, struct colour colour) {
  static const char digits[] = "0123456789abcdef";
  const unsigned char channels[] = {colour.red, colour.green, colour.blue};
  sink_char(sink, '#');
  for (unsigned i = 0; i < 3; i++) {
    sink_char(sink, digits[channels[i] >> 4]);
    sink_char(sink, digits[channels[i] & 15]);
  }
}

/* Relative luminance, of 655350000. */
static uint64_t luminance(struct colour colour) {
  return 2126ULL * light[colour.red] + 7152ULL * light[colour.green] + 722ULL * light[colour.blue];
}

bool colour_contrasts(struct colour a, struct colour b, unsigned tenths) {
  enum { GLARE = 32767500 }; /* the 0.05 of the formula */
  uint64_t x = luminance(a) + GLARE;
  uint64_t y = luminance(b) + GLARE;
  return 10 * (x > y ? x : y) >= tenths * (x > y ? y : x);
}

/* `part` hundredths of the way from one value to the other. */
static unsigned char between(unsigned char from, unsigned char to, unsigned part) {
  return (unsigned char)((from * (100 - part) + to * part) / 100);
}

struct colour colour_readable(struct colour wish, struct colour ground) {
  static const struct colour black = {0, 0, 0};
  static const struct colour white = {255, 255, 255};
  struct colour end = colour_contrasts(black, ground, AA_TEXT) ? black : white;
  for (unsigned part = 0; part < 100; part++) {
    struct colour shade = {between(wish.red, end.red, part), between(wish.green, end.green, part),
                           between(wish.blue, end.blue, part)};
    if (colour_contrasts(shade, ground, AA_TEXT)) {
      return shade;
    }
  }
  return end;
}
