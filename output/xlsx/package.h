/* Whether a package that was written is whole. */
#ifndef CW_OUTPUT_XLSX_PACKAGE_H
#define CW_OUTPUT_XLSX_PACKAGE_H

/* Reads the package at the path once: every part must have its checksum and end as XML ends, with a tag. 0, or an
 * errno: EIO where a part was cut off. */
int package_check(const char *path);

#endif
