/* Which findings are shown, how severe each is, and when the run has failed. */
#include "diag/switches.h"

void switches_init(struct switches *switches) {
  *switches = (struct switches){.fail_level = SEVERITY_ERROR};
  for (int code = 0; code < FINDING_CODES; code++) {
    switches->severity[code] = finding_catalogue[code].severity;
  }
}

/* Takes the prefix off the text, if it is there. */
static bool take(struct str *text, const char *prefix) {
  uint32_t n = (uint32_t)strlen(prefix);
  if (text->p == NULL || text->n < n || memcmp(text->p, prefix, n) != 0) {
    return false;
  }
  text->p += n;
  text->n -= n;
  return true;
}

enum action { SWITCH_ON, SWITCH_OFF, SET_SEVERITY, NO_ERROR };

static void act(struct switches *switches, int code, enum action action, enum severity severity) {
  enum severity own = finding_catalogue[code].severity;
  switch (action) {
    case SWITCH_OFF:
      switches->off[code] = true;
      break;
    case SWITCH_ON:
      switches->off[code] = false;
      break;
    case SET_SEVERITY:
      switches->off[code] = false;
      switches->severity[code] = severity;
      break;
    case NO_ERROR:
      switches->severity[code] = own == SEVERITY_ERROR ? SEVERITY_WARNING : own;
      break;
  }
}

/* The longer prefixes first: "no-error=" also starts with "no-". */
static enum action read_action(struct str *argument, enum severity *severity) {
  if (take(argument, "no-error=")) {
    return NO_ERROR;
  }
  if (take(argument, "no-")) {
    return SWITCH_OFF;
  }
  static const char *const levels[SEVERITIES] = {"note=", "warning=", "error="};
  for (unsigned level = 0; level < SEVERITIES; level++) {
    if (take(argument, levels[level])) {
      *severity = (enum severity)level;
      return SET_SEVERITY;
    }
  }
  return SWITCH_ON;
}

bool switches_hide_unread(struct str argument) {
  enum severity severity = SEVERITY_ERROR;
  enum action action = read_action(&argument, &severity);
  bool hides = false;
  for (int code = 0; code < FINDING_CODES; code++) {
    enum severity own = finding_catalogue[code].severity;
    bool less = action == SWITCH_OFF || (action == SET_SEVERITY && severity < own) ||
                (action == NO_ERROR && own == SEVERITY_ERROR);
    hides = hides || (less && finding_matches((enum finding_code)code, argument));
  }
  return hides && finding_is_of_unread(argument);
}

bool switches_apply(struct switches *switches, struct str argument) {
  if (switches_hide_unread(argument)) {
    return false;
  }
  if (argument.p != NULL && str_is(argument, "error")) {
    for (int code = 0; code < FINDING_CODES; code++) {
      if (switches->severity[code] == SEVERITY_WARNING) {
        switches->severity[code] = SEVERITY_ERROR;
      }
    }
    return true;
  }
  enum severity severity = SEVERITY_ERROR;
  enum action action = read_action(&argument, &severity);
  bool found = false;
  for (int code = 0; code < FINDING_CODES; code++) {
    if (finding_matches((enum finding_code)code, argument)) {
      act(switches, code, action, severity);
      found = true;
    }
  }
  return found;
}

/* "=20%" or "=5" behind the name, which loses it. False if it is neither. */
static bool take_limit(struct str *name, bool *limited, bool *percent, uint32_t *most) {
  const char *equals = name->p != NULL ? memchr(name->p, '=', name->n) : NULL;
  *limited = equals != NULL;
  *percent = false;
  *most = 0;
  if (equals == NULL) {
    return true;
  }
  uint32_t n = (uint32_t)(equals - name->p);
  struct str number = {.p = equals + 1, .n = name->n - n - 1};
  name->n = n;
  if (number.n > 0 && number.p[number.n - 1] == '%') {
    *percent = true;
    number.n--;
  }
  uint64_t value = 0;
  if (!str_number(number, *percent ? 100 : UINT32_MAX, &value)) {
    return false;
  }
  *most = (uint32_t)value;
  return true;
}

/* Gaps are seen against the controls of a framework; nothing else has a whole that it is a part of. */
static bool has_percent(int code) {
  return code >= F_GAP_SOURCE && code <= F_GAP_GROUP_ONLY;
}

bool switches_fail_on(struct switches *switches, struct str argument) {
  int level = severity_find(argument);
  if (level >= 0) {
    switches->fail_level = (enum severity)level;
    return true;
  }
  bool limited = false;
  bool percent = false;
  uint32_t most = 0;
  if (!take_limit(&argument, &limited, &percent, &most)) {
    return false;
  }
  bool found = false;
  bool family = argument.p != NULL && memchr(argument.p, '.', argument.n) == NULL;
  switches->limits++;
  for (int code = 0; code < FINDING_CODES; code++) {
    if (finding_matches((enum finding_code)code, argument) && (!percent || has_percent(code))) {
      switches->fails[code] = !limited;
      switches->limited[code] = limited;
      switches->limit[code] = switches->limits;
      switches->family[code] = family;
      switches->percent[code] = percent;
      switches->most[code] = most;
      switches->off[code] = false;
      found = true;
    }
  }
  return found;
}

struct str switches_limited_name(const struct switches *switches, enum finding_code code) {
  const char *name = finding_catalogue[code].name;
  return (struct str){.p = name, .n = (uint32_t)(switches->family[code] ? strcspn(name, ".") : strlen(name))};
}

static enum severity severity_of(const struct switches *switches, const struct finding *finding) {
  enum severity severity = switches->severity[finding->code];
  bool untouched = severity == finding_catalogue[finding->code].severity;
  if (finding->soft && untouched && severity == SEVERITY_ERROR) {
    return SEVERITY_WARNING;
  }
  return finding->mild ? SEVERITY_NOTE : finding->grave && untouched ? SEVERITY_ERROR : severity;
}

void switches_filter(const struct switches *switches, struct findings *findings) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < findings->list.n; i++) {
    struct finding *finding = findings->list.v[i];
    if (!switches->off[finding->code]) {
      finding->severity = severity_of(switches, finding);
      findings->list.v[kept] = finding;
      kept++;
    }
  }
  findings->list.n = kept;
}

bool switches_failed(const struct switches *switches, const struct findings *findings) {
  for (uint32_t i = 0; i < findings->list.n; i++) {
    const struct finding *finding = findings->list.v[i];
    if (finding->accepted.p == NULL && (finding->severity >= switches->fail_level || switches->fails[finding->code])) {
      return true;
    }
  }
  return false;
}
