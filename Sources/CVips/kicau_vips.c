#include "kicau_vips.h"

#include <stdarg.h>
#include <string.h>
#include <vips/vips.h>

/* 8.15 replaced "strip" by "keep"; Debian 12 and Ubuntu 22.04 still have the former. */
#if VIPS_MAJOR_VERSION > 8 || VIPS_MINOR_VERSION >= 15
#define WITHOUT_METADATA "keep", VIPS_FOREIGN_KEEP_NONE
#else
#define WITHOUT_METADATA "strip", TRUE
#endif

static void stay_silent(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer nothing)
{
}

int kicau_vips_start(int threads)
{
    if (VIPS_INIT("kicau") != 0)
        return -1;
    /* Its warnings quote file contents; what matters comes back as an error. */
    g_log_set_handler("VIPS", G_LOG_LEVEL_MASK | G_LOG_FLAG_RECURSION, stay_silent, NULL);
    vips_cache_set_max(0);
    vips_cache_set_max_mem(0);
    vips_concurrency_set(threads);
#if VIPS_MAJOR_VERSION > 8 || VIPS_MINOR_VERSION >= 13
    vips_block_untrusted_set(TRUE);
#endif
    return 0;
}

/* The loader is chosen by us: libvips' own choice would reach ImageMagick for what it does not know. */
static VipsImage *open_frames(const char *path, kicau_picture_format format, int frames)
{
    VipsImage *image = NULL;
    int failed = -1;
    switch (format) {
    case KICAU_JPEG:
        failed = vips_jpegload(path, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
        break;
    case KICAU_PNG:
        failed = vips_pngload(path, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
        break;
    case KICAU_GIF:
        failed = vips_gifload(
            path, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, "n", frames, NULL);
        break;
    case KICAU_WEBP:
        failed = vips_webpload(
            path, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, "n", frames, NULL);
        break;
    case KICAU_HEIC:
        failed = vips_heifload(path, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
        break;
    }
    return failed ? NULL : image;
}

static int has_field(VipsImage *image, const char *name)
{
    return vips_image_get_typeof(image, name) != 0;
}

static int is_rgb_or_grey(VipsImage *image)
{
    switch (vips_image_get_interpretation(image)) {
    case VIPS_INTERPRETATION_sRGB:
    case VIPS_INTERPRETATION_RGB16:
    case VIPS_INTERPRETATION_RGB:
    case VIPS_INTERPRETATION_B_W:
    case VIPS_INTERPRETATION_GREY16:
        return 1;
    default:
        return 0;
    }
}

int kicau_vips_header(const char *path, kicau_picture_format format, kicau_picture_header *header)
{
    VipsImage *image = open_frames(path, format, 1);
    if (image == NULL)
        return -1;
    int frames = 1;
    if ((format == KICAU_GIF || format == KICAU_WEBP) && has_field(image, VIPS_META_N_PAGES)) {
        if (vips_image_get_int(image, VIPS_META_N_PAGES, &frames) != 0 || frames < 1)
            frames = 1;
    }
    header->width = vips_image_get_width(image);
    header->height = vips_image_get_height(image);
    header->frames = frames;
    header->orientation = vips_image_get_orientation(image);
    header->has_alpha = vips_image_hasalpha(image);
    header->is_rgb_or_grey = is_rgb_or_grey(image);
    header->has_tags = has_field(image, VIPS_META_EXIF_NAME) || has_field(image, VIPS_META_XMP_NAME) ||
        has_field(image, VIPS_META_IPTC_NAME);
    g_object_unref(image);
    vips_thread_shutdown();
    return 0;
}

int kicau_vips_decode(const char *path, kicau_picture_format format)
{
    VipsImage *image = open_frames(path, format, -1);
    if (image == NULL)
        return -1;
    double average;
    int failed = vips_avg(image, &average, NULL);
    g_object_unref(image);
    vips_thread_shutdown();
    return failed ? -1 : 0;
}

/* A profile says which colours are meant, so they are put into sRGB; without one they are taken for sRGB already.
 * (Asking for sRGB without a profile to start from would shift each colour a little.)
 */
static int has_profile(const char *source, kicau_picture_format format, int *answer)
{
    VipsImage *image = open_frames(source, format, 1);
    if (image == NULL)
        return -1;
    *answer = has_field(image, VIPS_META_ICC_NAME);
    g_object_unref(image);
    return 0;
}

/* Upright, scaled, in sRGB. Loads a JPEG at the smallest size that is still large enough. */
static VipsImage *scaled(const char *source, const kicau_picture_recipe *recipe)
{
    const int moves = recipe->source_format == KICAU_GIF || recipe->source_format == KICAU_WEBP;
    int profiled = 0;
    if (has_profile(source, recipe->source_format, &profiled) != 0)
        return NULL;
    char *name = g_strconcat(
        source, moves && recipe->all_frames ? "[n=-1,fail_on=truncated]" : "[fail_on=truncated]", NULL);
    VipsImage *image = NULL;
    int failed = vips_thumbnail(
        name, &image, recipe->whole_width, "height", recipe->whole_height, "size", VIPS_SIZE_FORCE,
        profiled ? "export_profile" : NULL, "srgb", NULL);
    g_free(name);
    return failed ? NULL : image;
}

static VipsImage *cut(VipsImage *image, const kicau_picture_recipe *recipe)
{
    VipsImage *part = NULL;
    if (recipe->all_frames || (recipe->width == recipe->whole_width && recipe->height == recipe->whole_height)) {
        g_object_ref(image);
        return image;
    }
    if (vips_crop(image, &part, recipe->left, recipe->top, recipe->width, recipe->height, NULL) != 0)
        return NULL;
    return part;
}

static VipsImage *on_white(VipsImage *image, const kicau_picture_recipe *recipe)
{
    VipsImage *flat = NULL;
    if (!recipe->flatten || !vips_image_hasalpha(image)) {
        g_object_ref(image);
        return image;
    }
    VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
    int failed = vips_flatten(image, &flat, "background", white, NULL);
    vips_area_unref(VIPS_AREA(white));
    return failed ? NULL : flat;
}

/* Better Huffman tables save some 5 % of the bytes, but hold all of the picture in memory: not for large ones. */
static gboolean deserves_second_pass(VipsImage *image)
{
    return (gint64) vips_image_get_width(image) * vips_image_get_height(image) <= 12000000;
}

static int save(VipsImage *image, const char *target, const kicau_picture_recipe *recipe)
{
    switch (recipe->target_format) {
    case KICAU_JPEG:
        return vips_jpegsave(
            image, target, "Q", recipe->quality, "optimize_coding", deserves_second_pass(image), WITHOUT_METADATA, NULL);
    case KICAU_PNG:
        return vips_pngsave(image, target, "compression", 7, WITHOUT_METADATA, NULL);
    case KICAU_WEBP:
        return vips_webpsave(image, target, "Q", recipe->quality, WITHOUT_METADATA, NULL);
    case KICAU_GIF:
        /* Writes no tags of its own; stripping would take the frames' delays away on some versions. */
        return vips_gifsave(image, target, NULL);
    case KICAU_HEIC:
        break;
    }
    vips_error("kicau", "%s", "this type is never written");
    return -1;
}

int kicau_vips_make(const char *source, const char *target, const kicau_picture_recipe *recipe)
{
    VipsImage *whole = scaled(source, recipe);
    VipsImage *part = whole ? cut(whole, recipe) : NULL;
    VipsImage *flat = part ? on_white(part, recipe) : NULL;
    int failed = flat ? save(flat, target, recipe) : -1;
    g_clear_object(&flat);
    g_clear_object(&part);
    g_clear_object(&whole);
    vips_thread_shutdown();
    return failed ? -1 : 0;
}

void kicau_vips_why(char *into, size_t size)
{
    char *words = vips_error_buffer_copy();
    g_strlcpy(into, words, size);
    g_free(words);
}
