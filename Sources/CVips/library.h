/* libvips 8, opened when the first picture comes: it brings a hundred libraries along, twenty megabytes of a server that
 * may never see one.
 *
 * Only what is called is declared, as libvips' reference has it (https://www.libvips.org/API/current/); building needs no
 * headers of it. Pictures stay behind pointers, so that no layout of it matters.
 */
#ifndef KICAU_VIPS_LIBRARY_H
#define KICAU_VIPS_LIBRARY_H

#include <stddef.h>

typedef struct VipsImage VipsImage;
typedef struct VipsArray VipsArray;
typedef void (*log_handler)(const char *domain, int level, const char *message, void *data);

enum { ACCESS_SEQUENTIAL = 1 };
enum { FAIL_ON_TRUNCATED = 1 };
enum { SIZE_FORCE = 3 };
enum { EXTEND_WHITE = 4 };
enum {
    INTERPRETATION_B_W = 1,
    INTERPRETATION_RGB = 17,
    INTERPRETATION_sRGB = 22,
    INTERPRETATION_RGB16 = 25,
    INTERPRETATION_GREY16 = 26
};
/* Of every level, also from within another message. */
enum { LOG_ALL = ~2 };

#define VIPS_FUNCTIONS(each) \
    each(vips_init, int, (const char *)) \
    each(vips_version, int, (int)) \
    each(vips_error, void, (const char *, const char *, ...)) \
    each(vips_error_buffer_copy, char *, (void)) \
    each(vips_thread_shutdown, void, (void)) \
    each(vips_cache_set_max, void, (int)) \
    each(vips_cache_set_max_mem, void, (size_t)) \
    each(vips_concurrency_set, void, (int)) \
    each(vips_jpegload, int, (const char *, VipsImage **, ...)) \
    each(vips_pngload, int, (const char *, VipsImage **, ...)) \
    each(vips_gifload, int, (const char *, VipsImage **, ...)) \
    each(vips_webpload, int, (const char *, VipsImage **, ...)) \
    each(vips_heifload, int, (const char *, VipsImage **, ...)) \
    each(vips_image_get_typeof, size_t, (const VipsImage *, const char *)) \
    each(vips_image_get_interpretation, int, (const VipsImage *)) \
    each(vips_image_get_int, int, (const VipsImage *, const char *, int *)) \
    each(vips_image_get_blob, int, (const VipsImage *, const char *, const void **, size_t *)) \
    each(vips_image_get_width, int, (const VipsImage *)) \
    each(vips_image_get_height, int, (const VipsImage *)) \
    each(vips_image_get_orientation, int, (VipsImage *)) \
    each(vips_image_hasalpha, int, (VipsImage *)) \
    each(vips_avg, int, (VipsImage *, double *, ...)) \
    each(vips_thumbnail, int, (const char *, VipsImage **, int, ...)) \
    each(vips_colourspace, int, (VipsImage *, VipsImage **, int, ...)) \
    each(vips_crop, int, (VipsImage *, VipsImage **, int, int, int, int, ...)) \
    each(vips_embed, int, (VipsImage *, VipsImage **, int, int, int, int, ...)) \
    each(vips_flatten, int, (VipsImage *, VipsImage **, ...)) \
    each(vips_array_double_newv, VipsArray *, (int, ...)) \
    each(vips_area_unref, void, (VipsArray *)) \
    each(vips_jpegsave, int, (VipsImage *, const char *, ...)) \
    each(vips_pngsave, int, (VipsImage *, const char *, ...)) \
    each(vips_webpsave, int, (VipsImage *, const char *, ...)) \
    each(vips_gifsave, int, (VipsImage *, const char *, ...)) \
    each(g_log_set_handler, unsigned, (const char *, int, log_handler, void *)) \
    each(g_object_ref, void *, (void *)) \
    each(g_object_unref, void, (void *)) \
    each(g_free, void, (void *))

struct library {
#define POINTER(name, result, arguments) result(*name) arguments;
    VIPS_FUNCTIONS(POINTER)
#undef POINTER
    /* Since 8.13; NULL before. */
    void (*vips_block_untrusted_set)(int);
};

/* Whole after open_library() gave 0, and never changed again. */
extern struct library vips;

/* 0 when it is open. Called once, by one thread. */
int open_library(void);

/* 1, and the words, when it could not be opened. */
int why_not_open(char *into, size_t size);

#endif
