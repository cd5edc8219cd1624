#ifndef MALOTE_FAULT_PLAN_H
#define MALOTE_FAULT_PLAN_H

#include <stdbool.h>
#include <stddef.h>

// What a counted call is to do.
enum verdict {
  verdict_pass,
  verdict_fail,   // not made; errno is set
  verdict_late,   // made, then it fails; errno is set by fault_late()
  verdict_halve,  // a write: half of it
  verdict_tear,   // a write: half of it, then the process ends
};

enum call { call_other, call_write };

// Counts a call on `path` and says what becomes of it. Does not return where the process is to end before it.
enum verdict fault_judge(const char *name, const char *path, enum call kind);

// Opening `path` for reading: ends the process where that is the plan.
void fault_reading(const char *path);

// Sets errno as a call that was made and fails all the same.
int fault_late(void);

// Ends the process as a power switch would: at once.
void fault_end(void);

// The path of an open file, and of a name in a folder.
void fault_path_of(int descriptor, char *path, size_t size);
void fault_path_in(int folder, const char *name, char *path, size_t size);

// A file got the name `path`: the collector takes it where it watches that folder.
void fault_collect(const char *path);

#endif
