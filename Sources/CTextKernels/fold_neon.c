#include "fold.h"

#if defined(__aarch64__)
#include <arm_neon.h>

static inline uint8x16_t in_range(uint8x16_t bytes, uint8_t first, uint8_t count) {
    return vcltq_u8(vsubq_u8(bytes, vdupq_n_u8(first)), vdupq_n_u8(count));
}

static inline uint8x16_t equal(uint8x16_t bytes, char byte) { return vceqq_u8(bytes, vdupq_n_u8((uint8_t)byte)); }

/// Four bits for each byte of a mask.
static inline uint64_t nibbles(uint8x16_t mask) {
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(mask), 4)), 0);
}

/// Writes those of eight bytes that are marked, and gives where the next go. It writes eight.
static inline uint8_t *pack(uint8x8_t bytes, uint8x8_t marked, uint8_t *out) {
    static const uint8_t bits[8] = {1, 2, 4, 8, 16, 32, 64, 128};
    const uint8_t set = vaddv_u8(vand_u8(marked, vld1_u8(bits)));
    vst1_u8(out, vtbl1_u8(bytes, vld1_u8(fold_orders[set])));
    return out + __builtin_popcount(set);
}

kicau_run fold_neon(const uint8_t *bytes, size_t count, int is_json, uint8_t *out) {
    uint8_t *next = out;
    size_t read = 0;
    while (read + 16 <= count) {
        const uint8x16_t block = vld1q_u8(bytes + read);
        const uint8x16_t lower = vorrq_u8(block, vdupq_n_u8(0x20));
        const uint8x16_t letters = in_range(lower, 'a', 26);
        const uint8x16_t keep = vorrq_u8(letters, in_range(block, '0', 10));
        const uint8x16_t folded = vbslq_u8(letters, lower, block);
        uint8x16_t special = vorrq_u8(vcgeq_u8(block, vdupq_n_u8(0x80)), vorrq_u8(equal(block, '&'), equal(block, '@')));
        special = vorrq_u8(special, equal(block, ':'));
        if (is_json) special = vorrq_u8(special, vorrq_u8(equal(block, '"'), equal(block, '\\')));
        const uint64_t where = nibbles(special);
        // The few bytes before it are left to the plain way.
        if (where) return fold_rest((kicau_run){read, (size_t)(next - out)}, bytes, count, is_json, out);
        next = pack(vget_low_u8(folded), vget_low_u8(keep), next);
        next = pack(vget_high_u8(folded), vget_high_u8(keep), next);
        read += 16;
    }
    return fold_rest((kicau_run){read, (size_t)(next - out)}, bytes, count, is_json, out);
}
#endif
