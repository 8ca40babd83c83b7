#include "kicau_vips.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "library.h"

/* 8.15 replaced "strip" by "keep"; Debian 12 and Ubuntu 22.04 still have the former. Set once, at the start. */
static const char *metadata_option;
static int without_metadata;

static const char profile_field[] = "icc-profile-data";

static void stay_silent(const char *domain, int level, const char *message, void *nothing)
{
    (void) domain, (void) level, (void) message, (void) nothing;
}

int kicau_vips_start(int threads)
{
    if (open_library() != 0 || vips.vips_init("kicau") != 0)
        return -1;
    /* Its warnings quote file contents; what matters comes back as an error. */
    vips.g_log_set_handler("VIPS", LOG_ALL, stay_silent, NULL);
    vips.vips_cache_set_max(0);
    vips.vips_cache_set_max_mem(0);
    vips.vips_concurrency_set(threads);
    if (vips.vips_block_untrusted_set != NULL)
        vips.vips_block_untrusted_set(1);
    int keeps = vips.vips_version(0) > 8 || vips.vips_version(1) >= 15;
    metadata_option = keeps ? "keep" : "strip";
    without_metadata = keeps ? 0 : 1;
    return 0;
}

/* The loader is chosen by us: libvips' own choice would reach ImageMagick for what it does not know. */
static VipsImage *open_frames(const char *path, kicau_picture_format format, int frames)
{
    VipsImage *image = NULL;
    int failed = -1;
    switch (format) {
    case KICAU_JPEG:
        failed = vips.vips_jpegload(path, &image, "access", ACCESS_SEQUENTIAL, "fail_on", FAIL_ON_TRUNCATED, NULL);
        break;
    case KICAU_PNG:
        failed = vips.vips_pngload(path, &image, "access", ACCESS_SEQUENTIAL, "fail_on", FAIL_ON_TRUNCATED, NULL);
        break;
    case KICAU_GIF:
        failed = vips.vips_gifload(
            path, &image, "access", ACCESS_SEQUENTIAL, "fail_on", FAIL_ON_TRUNCATED, "n", frames, NULL);
        break;
    case KICAU_WEBP:
        failed = vips.vips_webpload(
            path, &image, "access", ACCESS_SEQUENTIAL, "fail_on", FAIL_ON_TRUNCATED, "n", frames, NULL);
        break;
    case KICAU_HEIF:
        failed = vips.vips_heifload(path, &image, "access", ACCESS_SEQUENTIAL, "fail_on", FAIL_ON_TRUNCATED, NULL);
        break;
    }
    return failed ? NULL : image;
}

static int has_field(VipsImage *image, const char *name)
{
    return vips.vips_image_get_typeof(image, name) != 0;
}

static int is_rgb_or_grey(VipsImage *image)
{
    switch (vips.vips_image_get_interpretation(image)) {
    case INTERPRETATION_sRGB:
    case INTERPRETATION_RGB16:
    case INTERPRETATION_RGB:
    case INTERPRETATION_B_W:
    case INTERPRETATION_GREY16:
        return 1;
    default:
        return 0;
    }
}

static int is_deep(VipsImage *image)
{
    const int kind = vips.vips_image_get_interpretation(image);
    return kind == INTERPRETATION_RGB16 || kind == INTERPRETATION_GREY16;
}

int kicau_vips_header(const char *path, kicau_picture_format format, kicau_picture_header *header)
{
    VipsImage *image = open_frames(path, format, 1);
    if (image == NULL)
        return -1;
    int frames = 1;
    if ((format == KICAU_GIF || format == KICAU_WEBP) && has_field(image, "n-pages")) {
        if (vips.vips_image_get_int(image, "n-pages", &frames) != 0 || frames < 1)
            frames = 1;
    }
    header->width = vips.vips_image_get_width(image);
    header->height = vips.vips_image_get_height(image);
    header->frames = frames;
    header->orientation = vips.vips_image_get_orientation(image);
    header->has_alpha = vips.vips_image_hasalpha(image);
    header->is_rgb_or_grey = is_rgb_or_grey(image);
    header->is_deep = is_deep(image);
    header->has_profile = has_field(image, profile_field);
    header->has_tags = has_field(image, "exif-data") || has_field(image, "xmp-data") ||
        has_field(image, "iptc-data");
    vips.g_object_unref(image);
    vips.vips_thread_shutdown();
    return 0;
}

long kicau_vips_profile(const char *path, kicau_picture_format format, void *into, size_t room)
{
    VipsImage *image = open_frames(path, format, 1);
    if (image == NULL)
        return -1;
    const void *profile = NULL;
    size_t size = 0;
    int failed = has_field(image, profile_field) && vips.vips_image_get_blob(image, profile_field, &profile, &size);
    if (size > room)
        size = room;
    if (!failed && size > 0)
        memcpy(into, profile, size);
    vips.g_object_unref(image);
    return failed ? -1 : (long) size;
}

int kicau_vips_decode(const char *path, kicau_picture_format format)
{
    VipsImage *image = open_frames(path, format, -1);
    if (image == NULL)
        return -1;
    double average;
    int failed = vips.vips_avg(image, &average, NULL);
    vips.g_object_unref(image);
    vips.vips_thread_shutdown();
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
    *answer = has_field(image, profile_field);
    vips.g_object_unref(image);
    return 0;
}

/* Networks show 8 bits of each colour, and the white that pictures are put on is counted in them. */
static VipsImage *shallow(VipsImage *image)
{
    VipsImage *made = NULL;
    if (image == NULL || !is_deep(image))
        return image;
    const int grey = vips.vips_image_get_interpretation(image) == INTERPRETATION_GREY16;
    int failed = vips.vips_colourspace(image, &made, grey ? INTERPRETATION_B_W : INTERPRETATION_sRGB, NULL);
    vips.g_object_unref(image);
    return failed ? NULL : made;
}

/* Upright, scaled, in sRGB. Loads a JPEG at the smallest size that is still large enough. */
static VipsImage *scaled(const char *source, const char *profile, const kicau_picture_recipe *recipe)
{
    const int moves = recipe->source_format == KICAU_GIF || recipe->source_format == KICAU_WEBP;
    int profiled = 0;
    if (has_profile(source, recipe->source_format, &profiled) != 0)
        return NULL;
    char name[4096];
    const char *options = moves && recipe->all_frames ? "[n=-1,fail_on=truncated]" : "[fail_on=truncated]";
    if (snprintf(name, sizeof name, "%s%s", source, options) >= (int) sizeof name) {
        vips.vips_error("kicau", "%s", "the path is too long");
        return NULL;
    }
    VipsImage *image = NULL;
    int failed = vips.vips_thumbnail(
        name, &image, recipe->whole_width, "height", recipe->whole_height, "size", SIZE_FORCE,
        profiled || profile ? "export_profile" : NULL, "srgb", profile ? "import_profile" : NULL, profile, NULL);
    return failed ? NULL : shallow(image);
}

static VipsImage *cut(VipsImage *image, const kicau_picture_recipe *recipe)
{
    VipsImage *part = NULL;
    if (recipe->all_frames || (recipe->width == recipe->whole_width && recipe->height == recipe->whole_height)) {
        vips.g_object_ref(image);
        return image;
    }
    if (vips.vips_crop(image, &part, recipe->left, recipe->top, recipe->width, recipe->height, NULL) != 0)
        return NULL;
    return part;
}

/* After the flattening, so that the white around is as opaque as the white below. */
static VipsImage *on_canvas(VipsImage *image, const kicau_picture_recipe *recipe)
{
    VipsImage *wide = NULL;
    const int beside = recipe->canvas_width - recipe->width;
    const int above = recipe->canvas_height - recipe->height;
    if (beside <= 0 && above <= 0) {
        vips.g_object_ref(image);
        return image;
    }
    int failed = vips.vips_embed(
        image, &wide, beside / 2, above / 2, recipe->canvas_width, recipe->canvas_height, "extend", EXTEND_WHITE, NULL);
    return failed ? NULL : wide;
}

static VipsImage *on_white(VipsImage *image, const kicau_picture_recipe *recipe)
{
    VipsImage *flat = NULL;
    if (!recipe->flatten || !vips.vips_image_hasalpha(image)) {
        vips.g_object_ref(image);
        return image;
    }
    VipsArray *white = vips.vips_array_double_newv(1, 255.0);
    int failed = vips.vips_flatten(image, &flat, "background", white, NULL);
    vips.vips_area_unref(white);
    return failed ? NULL : flat;
}

/* Better Huffman tables save some 5 % of the bytes, but hold all of the picture in memory: not for large ones. */
static int deserves_second_pass(VipsImage *image)
{
    return (int64_t) vips.vips_image_get_width(image) * vips.vips_image_get_height(image) <= 12000000;
}

static int save(VipsImage *image, const char *target, const kicau_picture_recipe *recipe)
{
    switch (recipe->target_format) {
    case KICAU_JPEG:
        return vips.vips_jpegsave(
            image, target, "Q", recipe->quality, "optimize_coding", deserves_second_pass(image), metadata_option, without_metadata, NULL);
    case KICAU_PNG:
        return vips.vips_pngsave(image, target, "compression", 7, "palette", 0, metadata_option, without_metadata, NULL);
    case KICAU_WEBP:
        return vips.vips_webpsave(image, target, "Q", recipe->quality, metadata_option, without_metadata, NULL);
    case KICAU_GIF:
        /* Writes no tags of its own; stripping would take the frames' delays away on some versions. */
        return vips.vips_gifsave(image, target, NULL);
    case KICAU_HEIF:
        break;
    }
    vips.vips_error("kicau", "%s", "this type is never written");
    return -1;
}

static void let_go(VipsImage *image)
{
    if (image != NULL)
        vips.g_object_unref(image);
}

int kicau_vips_make(
    const char *source, const char *target, const char *profile, const kicau_picture_recipe *recipe)
{
    VipsImage *whole = scaled(source, profile, recipe);
    VipsImage *part = whole ? cut(whole, recipe) : NULL;
    VipsImage *flat = part ? on_white(part, recipe) : NULL;
    VipsImage *wide = flat ? on_canvas(flat, recipe) : NULL;
    int failed = wide ? save(wide, target, recipe) : -1;
    let_go(wide);
    let_go(flat);
    let_go(part);
    let_go(whole);
    vips.vips_thread_shutdown();
    return failed ? -1 : 0;
}

void kicau_vips_why(char *into, size_t size)
{
    if (why_not_open(into, size))
        return;
    char *words = vips.vips_error_buffer_copy();
    snprintf(into, size, "%s", words);
    vips.g_free(words);
}
