#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How many files and connections this process may have open.
enum OpenFiles {
    /// Hundreds of posts that go out at one time, each over its own connection, beside pages and pictures.
    static let wanted: rlim_t = 8192

    #if canImport(Glibc)
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let resource = RLIMIT_NOFILE
    #endif

    /// Nil: the system does not say.
    static var limit: (soft: rlim_t, hard: rlim_t)? {
        var limit = rlimit()
        return getrlimit(resource, &limit) == 0 ? (limit.rlim_cur, limit.rlim_max) : nil
    }

    /// Takes as many as a process may take for itself. Shells and service managers begin with 1,024, for the sake of programs
    /// that can count no further. Whoever gets no more goes on with what there is.
    static func raise() {
        guard let limit, limit.soft < wanted else { return }
        set(min(wanted, limit.hard), of: limit.hard)
    }

    static func set(_ soft: rlim_t, of hard: rlim_t) {
        var limit = rlimit(rlim_cur: soft, rlim_max: hard)
        _ = setrlimit(resource, &limit)
    }
}
