#include "fold.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,popcnt"), always_inline)) static inline

/// Whether unsigned bytes lie in a range: there is no unsigned comparison, so the range is moved to the bottom first.
AVX2 __m256i in_range(__m256i bytes, char first, char count) {
    const __m256i moved = _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)(first + (char)0x80)));
    return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(count + (char)0x80)), moved);
}

AVX2 __m256i equal(__m256i bytes, char byte) { return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte)); }

AVX2 uint32_t specials(__m256i bytes, int is_json) {
    // The upper bit of what is not ASCII is set as it is.
    __m256i found = _mm256_or_si256(_mm256_or_si256(equal(bytes, '&'), equal(bytes, '@')), equal(bytes, ':'));
    if (is_json) found = _mm256_or_si256(found, _mm256_or_si256(equal(bytes, '"'), equal(bytes, '\\')));
    return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(found, bytes));
}

/// Writes those of the lower eight bytes whose bits are set, and gives where the next go. It writes eight.
AVX2 uint8_t *pack(__m128i bytes, uint32_t set, uint8_t *out) {
    const __m128i order = _mm_loadl_epi64((const __m128i *)fold_orders[set & 0xFF]);
    _mm_storel_epi64((__m128i *)out, _mm_shuffle_epi8(bytes, order));
    return out + __builtin_popcount(set & 0xFF);
}

__attribute__((target("avx2,bmi,popcnt"))) kicau_run fold_avx2(
    const uint8_t *bytes, size_t count, int is_json, uint8_t *out) {
    uint8_t *next = out;
    size_t read = 0;
    while (read + 32 <= count) {
        const __m256i block = _mm256_loadu_si256((const __m256i *)(bytes + read));
        const __m256i lower = _mm256_or_si256(block, _mm256_set1_epi8(0x20));
        const __m256i letters = in_range(lower, 'a', 26);
        const __m256i folded = _mm256_blendv_epi8(block, lower, letters);
        uint32_t keep = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(letters, in_range(block, '0', 10)));
        const uint32_t special = specials(block, is_json);
        if (special) keep &= special ^ (special - 1);
        const __m128i low = _mm256_castsi256_si128(folded);
        const __m128i high = _mm256_extracti128_si256(folded, 1);
        next = pack(low, keep, next);
        next = pack(_mm_unpackhi_epi64(low, low), keep >> 8, next);
        next = pack(high, keep >> 16, next);
        next = pack(_mm_unpackhi_epi64(high, high), keep >> 24, next);
        if (special) return (kicau_run){read + (size_t)__builtin_ctz(special), (size_t)(next - out)};
        read += 32;
    }
    return fold_rest((kicau_run){read, (size_t)(next - out)}, bytes, count, is_json, out);
}
#endif
