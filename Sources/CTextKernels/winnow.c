#include "CTextKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { WINDOW = 8, PRINT = 16, BLOCK = 4096 };

static inline uint64_t eight(const uint8_t *bytes) {
    uint64_t value;
    __builtin_memcpy(&value, bytes, 8);
    return value;
}

static const uint64_t anchor_factor = 0x9E3779B97F4A7C15ull;

/// The upper bits are the hash of eight bytes, the lower twelve the place in its block: of equals the first is the smaller.
static inline uint32_t mark(const uint8_t *bytes, uint32_t place) {
    return ((uint32_t)(eight(bytes) * anchor_factor >> 32) & ~(uint32_t)(BLOCK - 1)) | place;
}

static void marks_scalar(const uint8_t *bytes, size_t count, uint32_t *marks) {
    for (size_t i = 0; i < count; i++) marks[i] = mark(bytes + i, (uint32_t)i);
}

static inline uint32_t smaller(uint32_t a, uint32_t b) { return a < b ? a : b; }

/// Each becomes the smallest of twice as many in a row.
static inline void widen(uint32_t *least, size_t count, size_t by) {
    for (size_t i = 0; i < count; i++) least[i] = smaller(least[i], least[i + by]);
}

/// The smallest of each window, and of those each once. The marks are used up.
static size_t choose_scalar(uint32_t *marks, size_t windows, uint32_t base, uint32_t last, uint32_t *places) {
    widen(marks, windows + 6, 1);
    widen(marks, windows + 4, 2);
    widen(marks, windows, 4);
    size_t chosen = 0;
    for (size_t i = 0; i < windows; i++) {
        const uint32_t place = base + (marks[i] & (BLOCK - 1));
        places[chosen] = place;
        chosen += place != last;
        last = place;
    }
    return chosen;
}

#if defined(__x86_64__)

/// The eight bytes at each of four places in a row, from sixteen bytes.
#define SHUFFLES(first)                                                                                                   \
    _mm256_setr_epi8(                                                                                                      \
        first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, first + 7, first + 1, first + 2, first + 3, \
        first + 4, first + 5, first + 6, first + 7, first + 8, first + 2, first + 3, first + 4, first + 5, first + 6,       \
        first + 7, first + 8, first + 9, first + 3, first + 4, first + 5, first + 6, first + 7, first + 8, first + 9,       \
        first + 10)

#define AVX2 __attribute__((target("avx2"), always_inline)) static inline

/// The middle 32 bits of a product: what the upper half of the lower 64 bits holds.
AVX2 __m256i upper_half_of_product(__m256i value) {
    const __m256i low = _mm256_set1_epi64x((long long)(anchor_factor & 0xFFFFFFFF));
    const __m256i high = _mm256_set1_epi64x((long long)(anchor_factor >> 32));
    const __m256i upper = _mm256_srli_epi64(value, 32);
    const __m256i cross = _mm256_add_epi64(_mm256_mul_epu32(value, high), _mm256_mul_epu32(upper, low));
    return _mm256_add_epi64(_mm256_srli_epi64(_mm256_mul_epu32(value, low), 32), cross);
}

__attribute__((target("avx2"))) static void marks_avx2(const uint8_t *bytes, size_t count, uint32_t *marks) {
    const __m256i first = SHUFFLES(0);
    const __m256i second = SHUFFLES(4);
    const __m256i pick = _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6);
    const __m256i hashed = _mm256_set1_epi32((int)~(uint32_t)(BLOCK - 1));
    __m256i places = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    for (size_t i = 0; i < count; i += 8) {
        const __m256i source = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(bytes + i)));
        const __m256i one = upper_half_of_product(_mm256_shuffle_epi8(source, first));
        const __m256i two = upper_half_of_product(_mm256_shuffle_epi8(source, second));
        const __m256i hash = _mm256_blend_epi32(
            _mm256_permutevar8x32_epi32(one, pick), _mm256_permutevar8x32_epi32(two, pick), 0xF0);
        _mm256_storeu_si256(
            (__m256i *)(marks + i), _mm256_or_si256(_mm256_and_si256(hash, hashed), places));
        places = _mm256_add_epi32(places, _mm256_set1_epi32(8));
    }
}

/// For each set of lanes the order that brings them to the front.
static uint8_t orders[256][8];

__attribute__((constructor)) static void make_orders(void) {
    for (int set = 0; set < 256; set++) {
        int next = 0;
        for (int lane = 0; lane < 8; lane++)
            if (set >> lane & 1) orders[set][next++] = (uint8_t)lane;
    }
}

AVX2 __m256i load(const uint32_t *words) { return _mm256_loadu_si256((const __m256i *)words); }

/// It may read and write up to eight words beyond the windows.
__attribute__((target("avx2,popcnt"))) static size_t choose_avx2(
    const uint32_t *marks, size_t windows, uint32_t base, uint32_t last, uint32_t *places) {
    size_t chosen = 0;
    const __m256i bases = _mm256_set1_epi32((int)base);
    __m256i before = _mm256_set1_epi32((int)last);
    for (size_t i = 0; i < windows; i += 8) {
        // Each is the smallest of eight in a row, by ones, by twos, by fours.
        const __m256i a = _mm256_min_epu32(load(marks + i), load(marks + i + 1));
        const __m256i b = _mm256_min_epu32(load(marks + i + 2), load(marks + i + 3));
        const __m256i c = _mm256_min_epu32(load(marks + i + 4), load(marks + i + 5));
        const __m256i d = _mm256_min_epu32(load(marks + i + 6), load(marks + i + 7));
        const __m256i least = _mm256_min_epu32(_mm256_min_epu32(a, b), _mm256_min_epu32(c, d));
        const __m256i place = _mm256_add_epi32(bases, _mm256_and_si256(least, _mm256_set1_epi32(BLOCK - 1)));
        // One lane on: what stood before each.
        const __m256i moved = _mm256_permutevar8x32_epi32(place, _mm256_setr_epi32(7, 0, 1, 2, 3, 4, 5, 6));
        const __m256i previous = _mm256_blend_epi32(moved, before, 1);
        uint32_t fresh =
            ~(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpeq_epi32(place, previous))) & 0xFF;
        if (windows - i < 8) fresh &= (1u << (windows - i)) - 1;
        const __m256i order = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)orders[fresh]));
        _mm256_storeu_si256((__m256i *)(places + chosen), _mm256_permutevar8x32_epi32(place, order));
        chosen += (size_t)__builtin_popcount(fresh);
        before = moved;
    }
    return chosen;
}

#endif

size_t kicau_winnow(kicau_kernel kernel, const uint8_t *bytes, size_t count, uint32_t *marks, uint32_t *places) {
    if (count < PRINT) return 0;
    const size_t all = count - PRINT + 1;
    size_t chosen = 0;
    uint32_t last = UINT32_MAX;
    // Blocks overlap by a window less one, so that each window lies whole in one of them.
    for (size_t base = 0; base == 0 || base + WINDOW <= all; base += BLOCK - WINDOW + 1) {
        const size_t here = all - base < BLOCK ? all - base : BLOCK;
        const size_t windows = here < WINDOW ? 1 : here - WINDOW + 1;
#if defined(__x86_64__)
        if (kernel == KICAU_KERNEL_AVX2) {
            marks_avx2(bytes + base, here, marks);
            for (size_t i = here; i < here + 16; i++) marks[i] = UINT32_MAX;
            chosen += choose_avx2(marks, windows, (uint32_t)base, last, places + chosen);
        } else
#endif
        {
            marks_scalar(bytes + base, here, marks);
            for (size_t i = here; i < here + 16; i++) marks[i] = UINT32_MAX;
            chosen += choose_scalar(marks, windows, (uint32_t)base, last, places + chosen);
        }
        last = places[chosen - 1];
    }
    return chosen;
}

static inline uint64_t turned(uint64_t value, int bits) { return value << bits | value >> (64 - bits); }

static inline uint64_t print_of(const uint8_t *bytes) {
    uint64_t value = (eight(bytes) ^ 0xD6E8FEB86659FD93ull) * anchor_factor;
    value = (turned(value, 32) ^ eight(bytes + 8)) * 0xD6E8FEB86659FD93ull;
    return value ^ value >> 32;
}

/// Where a filter's word for a print stands, of so many words.
static inline size_t word_of(uint64_t print, uint64_t words) { return (size_t)((unsigned __int128)print * words >> 64); }

/// Four bits of a word of 64.
static inline uint64_t bits_of(uint64_t print) {
    return 1ull << (print & 63) | 1ull << (print >> 6 & 63) | 1ull << (print >> 12 & 63) | 1ull << (print >> 18 & 63);
}

/// First all prints of a batch are made and their words fetched, then all are asked for: no load waits for another.
static inline __attribute__((always_inline)) size_t sift(
    const uint8_t *bytes, const uint32_t *places, size_t count, const uint64_t *filter, uint64_t words, uint32_t *kept,
    uint64_t *prints) {
    enum { BATCH = 64 };
    uint64_t made[BATCH];
    const uint64_t *asked[BATCH];
    size_t passed = 0;
    for (size_t base = 0; base < count; base += BATCH) {
        const size_t here = count - base < BATCH ? count - base : BATCH;
        for (size_t i = 0; i < here; i++) {
            made[i] = print_of(bytes + places[base + i]);
            asked[i] = filter + word_of(made[i], words);
            __builtin_prefetch(asked[i]);
        }
        for (size_t i = 0; i < here; i++) {
            kept[passed] = places[base + i];
            prints[passed] = made[i];
            passed += (~*asked[i] & bits_of(made[i])) == 0;
        }
    }
    return passed;
}

#if defined(__x86_64__)
/// Shifts that leave the flags alone are half of the work here.
__attribute__((target("avx2,bmi2"))) static size_t sift_avx2(
    const uint8_t *bytes, const uint32_t *places, size_t count, const uint64_t *filter, uint64_t words, uint32_t *kept,
    uint64_t *prints) {
    return sift(bytes, places, count, filter, words, kept, prints);
}
#endif

size_t kicau_sift(
    kicau_kernel kernel, const uint8_t *bytes, const uint32_t *places, size_t count, const uint64_t *filter,
    uint64_t words, uint32_t *kept, uint64_t *prints) {
#if defined(__x86_64__)
    if (kernel == KICAU_KERNEL_AVX2) return sift_avx2(bytes, places, count, filter, words, kept, prints);
#endif
    (void)kernel;
    return sift(bytes, places, count, filter, words, kept, prints);
}
