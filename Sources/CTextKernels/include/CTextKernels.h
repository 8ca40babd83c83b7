#ifndef CTEXTKERNELS_H
#define CTEXTKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The instructions that a kernel is written in.
typedef enum {
    KICAU_KERNEL_SCALAR = 0,
    KICAU_KERNEL_AVX2 = 1,
    KICAU_KERNEL_AVX512 = 2,
    KICAU_KERNEL_NEON = 3,
} kicau_kernel;

/// Whether this processor has the instructions, and they give here what the plain way gives: a kernel that was never seen on such a
/// processor is not believed.
int kicau_has_kernel(kicau_kernel kernel);

typedef struct {
    size_t read;
    size_t written;
} kicau_run;

/// Folds plain ASCII up to the first byte that needs a look. It writes up to 64 bytes beyond its result.
kicau_run kicau_fold_plain(kicau_kernel kernel, const uint8_t *bytes, size_t count, int is_json, uint8_t *out);

/// Of `count` prints, one at every eighth byte, keeps those that may be in the set: a filter of words, four bits of one a print.
/// `bytes` holds 8 × `count` + 8 bytes. `kept` gets the places of those that are kept, `prints` the prints; both need room for
/// `count`. Gives how many they are.
size_t kicau_sift(
    kicau_kernel kernel, const uint8_t *bytes, size_t count, const uint64_t *filter, uint64_t words, uint32_t *kept,
    uint64_t *prints);

/// Sends for what will be needed soon.
static inline void kicau_fetch(const void *place) { __builtin_prefetch(place); }

#endif
