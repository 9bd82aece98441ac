/* SHA-256: the vectors of its standard, and the lengths around a block. */
#include "base/sha256.h"
#include "scratch.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

static void expect_hash(const char *text, size_t n, const char *wanted) {
  unsigned char digest[SHA256_BYTES];
  char hex[2 * SHA256_BYTES + 1];
  sha256(text, n, digest);
  for (unsigned i = 0; i < SHA256_BYTES; i++) {
    snprintf(hex + 2 * i, 3, "%02x", digest[i]);
  }
  ck_assert_str_eq(hex, wanted);
}

START_TEST(hashes) {
  expect_hash("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect_hash("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect_hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  char *million = arena_alloc(&arena, 1000000);
  memset(million, 'a', 1000000);
  expect_hash(million, 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  expect_hash(million, 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
  expect_hash(million, 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
  expect_hash(million, 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
  char text[SHA256_BASE64];
  sha256_base64("abc", 3, text);
  ck_assert_str_eq(text, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}
END_TEST

START_TEST(files) {
  unsigned char of_file[SHA256_BYTES];
  unsigned char of_bytes[SHA256_BYTES];
  char *bytes = arena_alloc(&arena, 200001);
  memset(bytes, 'a', 200000);
  bytes[200000] = '\0';
  put_file("file", bytes); /* in several pieces */
  sha256(bytes, 200000, of_bytes);
  ck_assert_int_eq(sha256_file(path_of("file"), of_file), 0);
  ck_assert_mem_eq(of_file, of_bytes, sizeof of_file);
  put_file("empty", "");
  sha256("", 0, of_bytes);
  ck_assert_int_eq(sha256_file(path_of("empty"), of_file), 0);
  ck_assert_mem_eq(of_file, of_bytes, sizeof of_file);
  ck_assert_int_ne(sha256_file(path_of("missing"), of_file), 0);
  ck_assert_int_ne(sha256_file(folder, of_file), 0);
  ck_assert_int_ne(sha256_file("/dev/zero", of_file), 0);
}
END_TEST

UNIT_SUITE(sha256, scratch_set_up, scratch_tear_down, hashes, files)
