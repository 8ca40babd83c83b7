/* libpq, opened when the first PostgreSQL database is asked for: it brings Kerberos, LDAP and two TLS libraries along, five
 * megabytes of a server that keeps its data in SQLite.
 *
 * The functions keep their names and are called as ever, after kicau_libpq_open().
 */
#ifndef KICAU_LIBPQ_H
#define KICAU_LIBPQ_H

#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif

/* Null, or why libpq cannot be opened. May be called by any thread, any number of times. */
const char *kicau_libpq_open(void);

#endif
