#ifndef MALOTE_FAULT_INJECTION_H
#define MALOTE_FAULT_INJECTION_H

// A library to be preloaded into a process (LD_PRELOAD). It stands between the process and every call of the C library
// that changes files or makes them durable, counts those calls over all threads, and lets one of them go wrong.
//
// What is to go wrong is said by the environment:
//
//   FAULT_ROOT     only calls on files below this folder count (canonical path)
//   FAULT_KIND     one of the words below; none: calls are counted only
//   FAULT_AT       the number of the call that goes wrong, from 1
//   FAULT_ONWARD   1: and every later one too
//   FAULT_LOG      a file, outside FAULT_ROOT, that gets one line per call: NUMBER NAME PATH
//   FAULT_OUTBOXES folders, separated by colons: a file that gets a visible name there is collected before the call that
//                  gave it the name returns
//   FAULT_COLLECTED the folder that it is moved to, as ROUND-COUNT-NAME
//   FAULT_ROUND    a number that tells the runs of one series apart
//   FAULT_READING  part of a path: instead of a counted call, opening such a file for reading is what goes wrong
//
// The number is counted by one atomic. Where a kind concerns writes only (short, torn), only writes are counted.

/// The words of FAULT_KIND.
#define FAULT_KIND_KILL "kill"        // SIGKILL before the call
#define FAULT_KIND_TORN "torn"        // half of the write is done, then SIGKILL
#define FAULT_KIND_STOP "stop"        // SIGSTOP before the call: whoever watches cuts the power
#define FAULT_KIND_EIO "eio"          // the call is not made and fails with EIO
#define FAULT_KIND_LATE "late"        // the call is made, and fails with EIO all the same
#define FAULT_KIND_ENOSPC "enospc"    // the call is not made and fails with ENOSPC
#define FAULT_KIND_SHORT "short"      // half of the write is done and said to be done

#endif
