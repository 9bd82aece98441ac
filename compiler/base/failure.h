/* What the system says of a call that failed. */
#ifndef CW_BASE_FAILURE_H
#define CW_BASE_FAILURE_H

enum { FAILURE_WORDS = 128 };

/* The system's words for the error number, such as "No such file or directory", in `room`; its number where it has none. */
const char *failure_words(int error, char room[FAILURE_WORDS]);
/* What a user can do where something could not be written for this reason. */
const char *failure_to_write_remedy(int error);

#endif
