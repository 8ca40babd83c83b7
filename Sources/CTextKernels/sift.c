#include "CTextKernels.h"

enum { STEP = 8, PRINT = 16, AHEAD = 16 };

static const uint64_t first_factor = 0xD6E8FEB86659FD93ull;
static const uint64_t second_factor = 0x9E3779B97F4A7C15ull;

static inline uint64_t eight(const uint8_t *bytes) {
    uint64_t value;
    __builtin_memcpy(&value, bytes, 8);
    return value;
}

/// Both halves of a product of 128 bits.
static inline uint64_t print_of(uint64_t first, uint64_t second) {
    const unsigned __int128 product = (unsigned __int128)(first ^ first_factor) * (second ^ second_factor);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/// Where a filter's word for a print stands, of so many words.
static inline size_t word_of(uint64_t print, uint64_t words) { return (size_t)((unsigned __int128)print * words >> 64); }

/// One if all four bits of a print are set in its word, else none.
static inline size_t is_in(uint64_t word, uint64_t print) {
    return word >> (print & 63) & word >> (print >> 6 & 63) & word >> (print >> 12 & 63) & word >> (print >> 18 & 63) & 1;
}

/// A word is sent for some turns before it is looked at: no load waits for another.
__attribute__((always_inline)) static inline size_t sift(
    const uint8_t *bytes, size_t count, const uint64_t *filter, uint64_t words, uint32_t *kept, uint64_t *prints) {
    uint64_t made[AHEAD];
    const uint64_t *asked[AHEAD];
    const size_t ahead = count < AHEAD ? count : AHEAD;
    uint64_t first = eight(bytes);
    for (size_t i = 0; i < ahead; i++) {
        const uint64_t second = eight(bytes + (i + 1) * STEP);
        made[i] = print_of(first, second);
        asked[i] = filter + word_of(made[i], words);
        __builtin_prefetch(asked[i]);
        first = second;
    }
    size_t passed = 0;
    size_t due = 0;
    for (; due + AHEAD < count; due++) {
        const size_t slot = due % AHEAD;
        const uint64_t print = made[slot];
        kept[passed] = (uint32_t)(due * STEP);
        prints[passed] = print;
        passed += is_in(*asked[slot], print);
        const uint64_t second = eight(bytes + (due + AHEAD + 1) * STEP);
        made[slot] = print_of(first, second);
        asked[slot] = filter + word_of(made[slot], words);
        __builtin_prefetch(asked[slot]);
        first = second;
    }
    for (; due < count; due++) {
        kept[passed] = (uint32_t)(due * STEP);
        prints[passed] = made[due % AHEAD];
        passed += is_in(*asked[due % AHEAD], made[due % AHEAD]);
    }
    return passed;
}

#if defined(__x86_64__)
/// Shifts and products that leave the flags alone are half of the work here.
__attribute__((target("bmi,bmi2"))) static size_t sift_bmi2(
    const uint8_t *bytes, size_t count, const uint64_t *filter, uint64_t words, uint32_t *kept, uint64_t *prints) {
    return sift(bytes, count, filter, words, kept, prints);
}
#endif

size_t kicau_sift(
    kicau_kernel kernel, const uint8_t *bytes, size_t count, const uint64_t *filter, uint64_t words, uint32_t *kept,
    uint64_t *prints) {
#if defined(__x86_64__)
    if (kernel == KICAU_KERNEL_AVX2 || kernel == KICAU_KERNEL_AVX512) return sift_bmi2(bytes, count, filter, words, kept, prints);
#endif
    // Elsewhere the compiler needs no telling.
    (void)kernel;
    return sift(bytes, count, filter, words, kept, prints);
}
