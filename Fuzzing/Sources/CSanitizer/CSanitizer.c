// The functions themselves are in the sanitizer's runtime.
#include "CSanitizer.h"
