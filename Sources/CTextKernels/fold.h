#ifndef FOLD_H
#define FOLD_H

#include "CTextKernels.h"

/// The way of one processor. All give the same as `fold_scalar`, which also does what is too short for them.
kicau_run fold_scalar(const uint8_t *bytes, size_t count, int is_json, uint8_t *out);
#if defined(__x86_64__)
kicau_run fold_avx2(const uint8_t *bytes, size_t count, int is_json, uint8_t *out);
kicau_run fold_avx512(const uint8_t *bytes, size_t count, int is_json, uint8_t *out);
#elif defined(__aarch64__)
kicau_run fold_neon(const uint8_t *bytes, size_t count, int is_json, uint8_t *out);
#endif

/// For each set of eight bytes the order that brings them to the front.
extern uint8_t fold_orders[256][8];

/// Does the rest of a run that was begun otherwise.
static inline kicau_run fold_rest(
    kicau_run run, const uint8_t *bytes, size_t count, int is_json, uint8_t *out) {
    const kicau_run rest = fold_scalar(bytes + run.read, count - run.read, is_json, out + run.written);
    return (kicau_run){run.read + rest.read, run.written + rest.written};
}

#endif
