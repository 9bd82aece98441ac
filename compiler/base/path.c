/* Paths as text: names, folders, and one form of those that mean the same. */
#include "base/path.h"

#include "base/buf.h"

static uint32_t folder_length(struct str path) {
  uint32_t n = path.n;
  while (n > 0 && path.p[n - 1] != '/') {
    n--;
  }
  return n;
}

struct str path_name(struct str path) {
  uint32_t n = folder_length(path);
  return (struct str){.p = path.p + n, .n = path.n - n};
}

struct str path_folder(struct str path) {
  return (struct str){.p = path.p, .n = folder_length(path)};
}

struct str path_join(struct arena *arena, struct str folder, struct str path) {
  if (folder.n == 0 || (path.n > 0 && path.p[0] == '/')) {
    return str_copy(arena, path);
  }
  struct buf joined;
  buf_init(&joined, arena);
  buf_str(&joined, folder);
  if (folder.p[folder.n - 1] != '/') {
    buf_char(&joined, '/');
  }
  buf_str(&joined, path);
  return buf_done(&joined);
}

/* The part at `at`, which moves behind it and its slash. */
static struct str next_part(struct str path, uint32_t *at) {
  uint32_t start = *at;
  while (*at < path.n && path.p[*at] != '/') {
    *at += 1;
  }
  struct str part = {.p = path.p + start, .n = *at - start};
  *at += *at < path.n ? 1 : 0;
  return part;
}

/* Takes ".." back one name of what is normal so far; false where there is none to take. */
static bool go_up(struct buf *normal, uint32_t root) {
  struct str so_far = {.p = normal->p, .n = (uint32_t)normal->n};
  uint32_t end = so_far.n > root && so_far.p[so_far.n - 1] == '/' ? so_far.n - 1 : so_far.n;
  if (end <= root) {
    return root > 0; /* above the root is the root */
  }
  struct str last = path_name((struct str){.p = so_far.p, .n = end});
  if (str_is(last, "..")) {
    return false;
  }
  normal->n = end - last.n;
  return true;
}

struct str path_normal(struct arena *arena, struct str path) {
  uint32_t root = path.n > 0 && path.p[0] == '/' ? 1 : 0;
  struct buf normal;
  buf_init(&normal, arena);
  buf_bytes(&normal, path.p, root);
  for (uint32_t at = root; at < path.n;) {
    struct str part = next_part(path, &at);
    if (part.n == 0 || str_is(part, ".") || (str_is(part, "..") && go_up(&normal, root))) {
      continue;
    }
    buf_str(&normal, part);
    buf_char(&normal, '/');
  }
  if (normal.n > root) {
    normal.n--; /* the last slash */
  } else if (root == 0) {
    buf_char(&normal, '.');
  }
  return buf_done(&normal);
}

bool path_below(struct str folder, struct str path, struct str *rest) {
  uint32_t n = str_is(folder, ".") ? 0 : folder.n;
  bool slash = n > 0 && folder.p[n - 1] == '/';
  if (path.n <= n || (n > 0 && memcmp(path.p, folder.p, n) != 0) || (n > 0 && !slash && path.p[n] != '/')) {
    return false;
  }
  n += n > 0 && !slash ? 1 : 0;
  *rest = (struct str){.p = path.p + n, .n = path.n - n};
  return rest->n > 0;
}
