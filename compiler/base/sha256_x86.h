/* SHA-256 with the instructions that x86-64 processors have for it. */
#ifndef CW_BASE_SHA256_X86_H
#define CW_BASE_SHA256_X86_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHA256_BLOCK = 64, SHA256_ROUNDS = 64 };

extern const uint32_t sha256_constants[SHA256_ROUNDS];

/* Whether this processor has them; never on another architecture. */
bool sha256_x86_is_there(void);
/* Takes `blocks` blocks of SHA256_BLOCK bytes into the state. */
void sha256_x86_compress(uint32_t state[8], const unsigned char *bytes, size_t blocks);

#endif
