#ifndef CSANITIZER_H
#define CSANITIZER_H

#include <stddef.h>

/// The bytes that the address sanitizer has handed out and not got back, those of C libraries included.
size_t __sanitizer_get_current_allocated_bytes(void);

#endif
