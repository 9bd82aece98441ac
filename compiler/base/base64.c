/* Three bytes as four letters. */
#include "base/base64.h"

void base64_group(const unsigned char *bytes, size_t n, char letters[4]) {
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  unsigned bits = (unsigned)bytes[0] << 16;
  bits |= n > 1 ? (unsigned)bytes[1] << 8 : 0U;
  bits |= n > 2 ? (unsigned)bytes[2] : 0U;
  letters[0] = alphabet[bits >> 18 & 63];
  letters[1] = alphabet[bits >> 12 & 63];
  letters[2] = n > 1 ? alphabet[bits >> 6 & 63] : '=';
  letters[3] = n > 2 ? alphabet[bits & 63] : '=';
}
