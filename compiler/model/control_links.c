/* Addresses with {id} and {label} in them, which lead to the publisher's page of each control. */
#include "model/control_links.h"

#include <string.h>

/* What the href may hold in braces, each instead of a part of the address. */
static const struct str variables[] = {STR_INIT("{id}"), STR_INIT("{label}")};

static bool begins_with(struct str text, uint32_t at, struct str with) {
  return text.n - at >= with.n && memcmp(text.p + at, with.p, with.n) == 0;
}

/* The bytes of the variable that begins there, or 0. */
static uint32_t variable_at(struct str href, uint32_t at) {
  for (unsigned i = 0; i < sizeof variables / sizeof *variables; i++) {
    if (begins_with(href, at, variables[i])) {
      return variables[i].n;
    }
  }
  return 0;
}

/* Where the name of the host begins, or 0 for what is no address of the web. */
static uint32_t host_of(struct str href) {
  static const struct str schemes[] = {STR_INIT("https://"), STR_INIT("http://")};
  for (unsigned i = 0; i < sizeof schemes / sizeof *schemes; i++) {
    if (begins_with(href, 0, schemes[i])) {
      return schemes[i].n;
    }
  }
  return 0;
}

static bool is_letter(char c) {
  return char_is_letter(c) || char_is_digit(c);
}

/* What may stand in an address (RFC 3986). */
static bool is_of_address(char c) {
  return is_letter(c) || (c != '\0' && strchr("-._~:/?#[]@!$&'()*+,;=%", c) != NULL);
}

/* The host is the publisher's, whatever the control is called. */
const char *control_link_complaint(struct str href) {
  uint32_t at = host_of(href);
  bool varies = false;
  if (at == 0) {
    return "does not begin with https:// or http://";
  }
  if (at == href.n || !is_letter(href.p[at])) {
    return "names no host";
  }
  for (bool host = true; at < href.n;) {
    uint32_t variable = variable_at(href, at);
    host = host && strchr("/?#", href.p[at]) == NULL;
    if (variable > 0 && host) {
      return "has {id} or {label} in the name of the host";
    }
    if (variable == 0 && !is_of_address(href.p[at])) {
      return "has something in it that is neither {id}, {label} nor part of an address";
    }
    varies = varies || variable > 0;
    at += variable > 0 ? variable : 1;
  }
  return varies ? NULL : "has neither {id} nor {label} in it: it would lead to the same page from everywhere";
}
