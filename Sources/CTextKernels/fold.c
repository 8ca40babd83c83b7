#include "CTextKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static inline int is_special(uint8_t byte, int is_json) {
    return byte >= 0x80 || byte == '&' || byte == '@' || byte == ':' || (is_json && (byte == '"' || byte == '\\'));
}

static inline int is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static kicau_run fold_scalar(const uint8_t *bytes, size_t count, int is_json, uint8_t *out) {
    kicau_run run = {0, 0};
    for (; run.read < count; run.read++) {
        const uint8_t byte = bytes[run.read];
        if (is_special(byte, is_json)) break;
        const int letter = is_letter(byte);
        out[run.written] = letter ? byte | 0x20 : byte;
        run.written += letter | is_digit(byte);
    }
    return run;
}

#if defined(__x86_64__)

#define AVX2 __attribute__((target("avx2,bmi2,popcnt"), always_inline)) static inline

/// Whether unsigned bytes lie in a range: there is no unsigned comparison, so the range is moved to the bottom first.
AVX2 __m256i in_range(__m256i bytes, char first, char count) {
    const __m256i moved = _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)(first + (char)0x80)));
    return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(count + (char)0x80)), moved);
}

AVX2 uint32_t specials(__m256i bytes, int is_json) {
    __m256i found = _mm256_or_si256(
        _mm256_or_si256(
            _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('&')), _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('@'))),
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(':')), bytes));
    if (is_json)
        found = _mm256_or_si256(
            found,
            _mm256_or_si256(
                _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')), _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'))));
    return (uint32_t)_mm256_movemask_epi8(found);
}

/// Writes the bytes whose bits are set, eight at a time; gives how many.
AVX2 size_t compress8(uint64_t bytes, uint32_t mask, uint8_t *out) {
    const uint64_t wide = _pdep_u64(mask, 0x0101010101010101ull) * 0xFF;
    const uint64_t packed = _pext_u64(bytes, wide);
    __builtin_memcpy(out, &packed, 8);
    return (size_t)__builtin_popcount(mask);
}

__attribute__((target("avx2,bmi2,popcnt"))) static kicau_run fold_avx2(
    const uint8_t *bytes, size_t count, int is_json, uint8_t *out) {
    kicau_run run = {0, 0};
    while (run.read + 32 <= count) {
        const __m256i block = _mm256_loadu_si256((const __m256i *)(bytes + run.read));
        const __m256i lower = _mm256_or_si256(block, _mm256_set1_epi8(0x20));
        const __m256i letters = in_range(lower, 'a', 26);
        const __m256i folded = _mm256_blendv_epi8(block, lower, letters);
        uint32_t keep = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(letters, in_range(block, '0', 10)));
        const uint32_t special = specials(block, is_json);
        size_t taken = 32;
        if (special) {
            taken = (size_t)__builtin_ctz(special);
            keep &= (1u << taken) - 1;
        }
        const __m128i low = _mm256_castsi256_si128(folded);
        const __m128i high = _mm256_extracti128_si256(folded, 1);
        uint8_t *next = out + run.written;
        next += compress8((uint64_t)_mm_cvtsi128_si64(low), keep & 0xFF, next);
        next += compress8((uint64_t)_mm_extract_epi64(low, 1), keep >> 8 & 0xFF, next);
        next += compress8((uint64_t)_mm_cvtsi128_si64(high), keep >> 16 & 0xFF, next);
        next += compress8((uint64_t)_mm_extract_epi64(high, 1), keep >> 24, next);
        run.written = (size_t)(next - out);
        run.read += taken;
        if (special) return run;
    }
    const kicau_run rest = fold_scalar(bytes + run.read, count - run.read, is_json, out + run.written);
    run.read += rest.read;
    run.written += rest.written;
    return run;
}

#endif

kicau_kernel kicau_best_kernel(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return KICAU_KERNEL_AVX2;
#endif
    return KICAU_KERNEL_SCALAR;
}

kicau_run kicau_fold_plain(kicau_kernel kernel, const uint8_t *bytes, size_t count, int is_json, uint8_t *out) {
#if defined(__x86_64__)
    if (kernel == KICAU_KERNEL_AVX2) return fold_avx2(bytes, count, is_json, out);
#endif
    (void)kernel;
    return fold_scalar(bytes, count, is_json, out);
}
