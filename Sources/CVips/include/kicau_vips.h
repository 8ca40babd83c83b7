/* The few things Kicau asks of libvips, without its types: Swift sees nothing of GLib.
 *
 * Each function gives 0 for success; kicau_vips_why() then tells what went wrong otherwise.
 * Paths are the caller's own, never a name from outside.
 */
#ifndef KICAU_VIPS_H
#define KICAU_VIPS_H

#include <stddef.h>

/* The loaders we allow. Everything else libvips can read (SVG, PDF, ImageMagick's formats) stays shut. */
typedef enum {
    KICAU_JPEG = 1,
    KICAU_PNG,
    KICAU_GIF,
    KICAU_WEBP,
    KICAU_HEIF /* HEIC and AVIF */
} kicau_picture_format;

/* What the file's header says; no pixel is decoded for it. */
typedef struct {
    int width; /* of one frame, before rotation */
    int height;
    int frames;
    int orientation; /* EXIF, 1 to 8; 1 when there is none */
    int has_alpha;
    int is_rgb_or_grey; /* 0: CMYK, Lab and the like, which browsers show wrongly */
    int is_deep;        /* more than 8 bits of each colour */
    int has_profile;
    int has_tags; /* EXIF, XMP or IPTC */
} kicau_picture_header;

/* How to make one picture of another: upright, scaled as a whole, a part of it cut out, on white if
 * there is more canvas than part, in sRGB, without metadata. */
typedef struct {
    kicau_picture_format source_format;
    kicau_picture_format target_format; /* not KICAU_HEIF */
    int whole_width;                    /* of one frame, after rotation and scaling */
    int whole_height;
    int left; /* the part that is kept, in scaled pixels */
    int top;
    int width;
    int height;
    int canvas_width; /* the part in the middle of so much white; its own size: none */
    int canvas_height;
    int all_frames; /* 1: keep the movement; only without a cut */
    int flatten;    /* 1: put on white */
    int quality;    /* 1 to 100, for JPEG and WebP */
} kicau_picture_recipe;

/* Once a process, before anything else. */
int kicau_vips_start(int threads);

int kicau_vips_header(const char *path, kicau_picture_format format, kicau_picture_header *header);

/* Decodes each frame and throws the pixels away, so that a cut-off file is found now and not on a network. */
int kicau_vips_decode(const char *path, kicau_picture_format format);

/* The beginning of the colour profile in a file; gives how many bytes, none where there is no profile, -1 on failure. */
long kicau_vips_profile(const char *path, kicau_picture_format format, void *into, size_t room);

/* "profile" is the file of a colour profile for a picture that has none of its own, or NULL. */
int kicau_vips_make(
    const char *source, const char *target, const char *profile, const kicau_picture_recipe *recipe);

/* libvips' own words about the last failure of any thread, for a log; empties them. */
void kicau_vips_why(char *into, size_t size);

#endif
