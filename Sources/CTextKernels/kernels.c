#include <string.h>

#include "CTextKernels.h"

static int is_there(kicau_kernel kernel) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    const int has_bits = __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    if (kernel == KICAU_KERNEL_AVX2) return has_bits && __builtin_cpu_supports("avx2");
    if (kernel == KICAU_KERNEL_AVX512)
        return has_bits && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2");
#elif defined(__aarch64__)
    if (kernel == KICAU_KERNEL_NEON) return 1;
#endif
    return kernel == KICAU_KERNEL_SCALAR;
}

/// Whether it folds every byte, in every lane and at every end, as the plain one does.
static int agrees(kicau_kernel kernel) {
    enum { LONGEST = 130 };
    uint8_t sample[LONGEST];
    uint8_t expected[LONGEST + 64];
    uint8_t got[LONGEST + 64];
    for (size_t round = 0; round < 2 * LONGEST; round++) {
        const size_t count = round % LONGEST;
        for (size_t i = 0; i < count; i++) sample[i] = (uint8_t)((i * 37 + round * 11) & (round % 2 ? 0x7F : 0xFF));
        for (size_t at = 0; at < count;) {
            const kicau_run one = kicau_fold_plain(KICAU_KERNEL_SCALAR, sample + at, count - at, round >= LONGEST, expected);
            const kicau_run other = kicau_fold_plain(kernel, sample + at, count - at, round >= LONGEST, got);
            if (one.read != other.read || one.written != other.written || memcmp(expected, got, one.written))
                return 0;
            at += one.read + 1;
        }
    }
    return 1;
}

int kicau_has_kernel(kicau_kernel kernel) { return is_there(kernel) && agrees(kernel); }
