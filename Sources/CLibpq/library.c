#include "kicau_libpq.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#ifdef __APPLE__
static const char *const name_of_library = "libpq.5.dylib";
#else
static const char *const name_of_library = "libpq.so.5";
#endif

/* What is called of libpq: name, result, parameters, and the same as they are passed on. */
#define FUNCTIONS(each) \
    each(PQconnectdb, PGconn *, (const char *a), (a)) \
    each(PQfinish, void, (PGconn * a), (a)) \
    each(PQstatus, ConnStatusType, (const PGconn *a), (a)) \
    each(PQsocket, int, (const PGconn *a), (a)) \
    each(PQserverVersion, int, (const PGconn *a), (a)) \
    each(PQerrorMessage, char *, (const PGconn *a), (a)) \
    each(PQconnectionNeedsPassword, int, (const PGconn *a), (a)) \
    each(PQconnectionUsedPassword, int, (const PGconn *a), (a)) \
    each(PQsetNoticeProcessor, PQnoticeProcessor, (PGconn * a, PQnoticeProcessor b, void *c), (a, b, c)) \
    each(PQconninfoParse, PQconninfoOption *, (const char *a, char **b), (a, b)) \
    each(PQconninfoFree, void, (PQconninfoOption * a), (a)) \
    each(PQfreemem, void, (void *a), (a)) \
    each(PQexec, PGresult *, (PGconn * a, const char *b), (a, b)) \
    each(PQenterPipelineMode, int, (PGconn * a), (a)) \
    each(PQpipelineSync, int, (PGconn * a), (a)) \
    each(PQsendPrepare, int, (PGconn * a, const char *b, const char *c, int d, const Oid *e), (a, b, c, d, e)) \
    each(PQsendQueryParams, int, \
         (PGconn * a, const char *b, int c, const Oid *d, const char *const *e, const int *f, const int *g, int h), \
         (a, b, c, d, e, f, g, h)) \
    each(PQsendQueryPrepared, int, \
         (PGconn * a, const char *b, int c, const char *const *d, const int *e, const int *f, int g), \
         (a, b, c, d, e, f, g)) \
    each(PQgetResult, PGresult *, (PGconn * a), (a)) \
    each(PQconsumeInput, int, (PGconn * a), (a)) \
    each(PQnotifies, PGnotify *, (PGconn * a), (a)) \
    each(PQclear, void, (PGresult * a), (a)) \
    each(PQresultStatus, ExecStatusType, (const PGresult *a), (a)) \
    each(PQresultErrorField, char *, (const PGresult *a, int b), (a, b)) \
    each(PQcmdTuples, char *, (PGresult * a), (a)) \
    each(PQntuples, int, (const PGresult *a), (a)) \
    each(PQnfields, int, (const PGresult *a), (a)) \
    each(PQfname, char *, (const PGresult *a, int b), (a, b)) \
    each(PQftype, Oid, (const PGresult *a, int b), (a, b)) \
    each(PQgetvalue, char *, (const PGresult *a, int b, int c), (a, b, c)) \
    each(PQgetlength, int, (const PGresult *a, int b, int c), (a, b, c)) \
    each(PQgetisnull, int, (const PGresult *a, int b, int c), (a, b, c)) \
    each(PQunescapeBytea, unsigned char *, (const unsigned char *a, size_t *b), (a, b))

#define POINTER(name, result, parameters, arguments) static result(*real_##name) parameters;
FUNCTIONS(POINTER)

#define FORWARD(name, result, parameters, arguments) \
    result name parameters { return real_##name arguments; }
FUNCTIONS(FORWARD)

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char trouble[512];

static void fail(const char *words)
{
    snprintf(trouble, sizeof trouble, "%s", words != NULL ? words : "libpq could not be opened");
}

static void open_library(void)
{
    void *opened = dlopen(name_of_library, RTLD_NOW | RTLD_LOCAL);
    if (opened == NULL) {
        fail(dlerror());
        return;
    }
    /* POSIX lets a pointer from dlsym be one to a function; C itself has no such cast. */
#define FIND(name, result, parameters, arguments) \
    if ((*(void **) &real_##name = dlsym(opened, #name)) == NULL) { \
        fail(dlerror()); \
        return; \
    }
    FUNCTIONS(FIND)
#undef FIND
}

const char *kicau_libpq_open(void)
{
    pthread_once(&once, open_library);
    return trouble[0] == 0 ? NULL : trouble;
}
