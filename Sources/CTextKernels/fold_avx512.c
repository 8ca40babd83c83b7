#include "fold.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512 "avx512f,avx512bw,avx512vbmi2,bmi,popcnt"

__attribute__((target(AVX512), always_inline)) static inline __mmask64 in_range(__m512i bytes, char first, char count) {
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(first)), _mm512_set1_epi8(count));
}

__attribute__((target(AVX512), always_inline)) static inline __mmask64 equal(__m512i bytes, char byte) {
    return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte));
}

/// What lies beyond the end is read as zeros, which are neither kept nor special.
__attribute__((target(AVX512))) kicau_run fold_avx512(const uint8_t *bytes, size_t count, int is_json, uint8_t *out) {
    kicau_run run = {0, 0};
    while (run.read < count) {
        const size_t left = count - run.read;
        const __mmask64 there = left < 64 ? ((__mmask64)1 << left) - 1 : ~(__mmask64)0;
        const __m512i block = _mm512_maskz_loadu_epi8(there, bytes + run.read);
        const __m512i lower = _mm512_or_si512(block, _mm512_set1_epi8(0x20));
        const __mmask64 letters = in_range(lower, 'a', 26);
        __mmask64 keep = letters | in_range(block, '0', 10);
        __mmask64 special = _mm512_movepi8_mask(block) | equal(block, '&') | equal(block, '@') | equal(block, ':');
        if (is_json) special |= equal(block, '"') | equal(block, '\\');
        if (special) keep &= special ^ (special - 1);
        const __m512i folded = _mm512_mask_mov_epi8(block, letters, lower);
        _mm512_storeu_si512(out + run.written, _mm512_maskz_compress_epi8(keep, folded));
        run.written += (size_t)__builtin_popcountll(keep);
        if (special) {
            run.read += (size_t)__builtin_ctzll(special);
            return run;
        }
        run.read += left < 64 ? left : 64;
    }
    return run;
}
#endif
