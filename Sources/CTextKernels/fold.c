#include "fold.h"

static int is_special(uint8_t byte, int is_json) {
    return byte >= 0x80 || byte == '&' || byte == '@' || byte == ':' || (is_json && (byte == '"' || byte == '\\'));
}

static int is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }

static int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

kicau_run fold_scalar(const uint8_t *bytes, size_t count, int is_json, uint8_t *out) {
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

uint8_t fold_orders[256][8];

__attribute__((constructor)) static void make_orders(void) {
    for (int set = 0; set < 256; set++) {
        int next = 0;
        for (int byte = 0; byte < 8; byte++)
            if (set >> byte & 1) fold_orders[set][next++] = (uint8_t)byte;
    }
}

kicau_run kicau_fold_plain(kicau_kernel kernel, const uint8_t *bytes, size_t count, int is_json, uint8_t *out) {
    switch (kernel) {
#if defined(__x86_64__)
    case KICAU_KERNEL_AVX2: return fold_avx2(bytes, count, is_json, out);
    case KICAU_KERNEL_AVX512: return fold_avx512(bytes, count, is_json, out);
#elif defined(__aarch64__)
    case KICAU_KERNEL_NEON: return fold_neon(bytes, count, is_json, out);
#endif
    default: return fold_scalar(bytes, count, is_json, out);
    }
}
