#ifndef CTEXTKERNELS_H
#define CTEXTKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The instructions that a kernel is written in.
typedef enum {
    KICAU_KERNEL_SCALAR = 0,
    KICAU_KERNEL_AVX2 = 1,
} kicau_kernel;

/// The best that this processor has.
kicau_kernel kicau_best_kernel(void);

typedef struct {
    size_t read;
    size_t written;
} kicau_run;

/// Folds plain ASCII up to the first byte that needs a look. It writes up to 64 bytes beyond its result.
kicau_run kicau_fold_plain(kicau_kernel kernel, const uint8_t *bytes, size_t count, int is_json, uint8_t *out);

/// Chooses places by winnowing. `bytes` may be read up to 40 bytes beyond `count`.
/// `marks` needs room for 4,112 words, a block and a little; `places`, one word a place that is chosen, for `count` + 16.
/// Gives how many were chosen.
size_t kicau_winnow(kicau_kernel kernel, const uint8_t *bytes, size_t count, uint32_t *marks, uint32_t *places);

/// Keeps of some places those whose print may be in the set: a filter of words, four bits of one a print.
/// `prints` gets the prints of those that are kept. `places` may be written over with what is kept.
size_t kicau_sift(
    kicau_kernel kernel, const uint8_t *bytes, const uint32_t *places, size_t count, const uint64_t *filter,
    uint64_t words, uint32_t *kept, uint64_t *prints);

#endif
