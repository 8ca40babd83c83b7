#include "library.h"

#include <dlfcn.h>
#include <stdio.h>

struct library vips;

static char trouble[512];

#ifdef __APPLE__
static const char *const name_of_library = "libvips.42.dylib";
#else
static const char *const name_of_library = "libvips.so.42";
#endif

static int fail(const char *words)
{
    snprintf(trouble, sizeof trouble, "%s", words != NULL ? words : "libvips could not be opened");
    return -1;
}

/* POSIX lets a pointer from dlsym be one to a function; C itself has no such cast. */
static int find(void *opened, const char *name, void *pointer)
{
    void *found = dlsym(opened, name);
    *(void **) pointer = found;
    return found != NULL ? 0 : fail(dlerror());
}

int open_library(void)
{
    void *opened = dlopen(name_of_library, RTLD_NOW | RTLD_LOCAL);
    if (opened == NULL)
        return fail(dlerror());
    /* Functions of GLib are found too: the search goes through what libvips itself is linked against. */
#define FIND(name, result, arguments) \
    if (find(opened, #name, &vips.name) != 0) \
        return -1;
    VIPS_FUNCTIONS(FIND)
#undef FIND
    *(void **) &vips.vips_block_untrusted_set = dlsym(opened, "vips_block_untrusted_set");
    return 0;
}

int why_not_open(char *into, size_t size)
{
    if (trouble[0] == 0)
        return 0;
    snprintf(into, size, "%s", trouble);
    return 1;
}
