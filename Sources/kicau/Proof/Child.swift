import Foundation
import KicauCore
import Synchronization

/// A child process that cannot outlive us: it ends with its standard input, a pipe whose other end only we hold.
final class Child: Sendable {
    let pid: pid_t
    private let lifeline: Int32
    /// What `waitpid` says; nil while it runs.
    private let ended = Mutex<Int32?>(nil)

    /// What it says goes to the end of `log`.
    init(_ program: String, _ arguments: [String], environment: [String: String], log: String) throws(Problem) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Child.failed(program, errno) }
        // Nor may another child that is started at this moment hold the other end.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        lifeline = ends[1]
        defer { close(ends[0]) }
        do throws(Problem) {
            pid = try Child.spawn(
                program, [program] + arguments, environment.map { "\($0.key)=\($0.value)" }.sorted(), input: ends[0],
                log: log)
        } catch {
            close(ends[1])
            throw error
        }
    }

    deinit { close(lifeline) }

    private static func spawn(
        _ program: String, _ words: [String], _ environment: [String], input: Int32, log: String
    ) throws(Problem) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        keepToOurselves()
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own: Ctrl-C is for us, and we see to the children.
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var pid: pid_t = 0
        var argv = words.map { strdup($0) } + [nil]
        var envp = environment.map { strdup($0) } + [nil]
        defer { for text in argv + envp { free(text) } }
        let error = posix_spawn(&pid, program, &actions, &attributes, &argv, &envp)
        guard error == 0 else { throw failed(program, error) }
        return pid
    }

    /// Were a connection of ours inherited, closing it here would not close it, and no one would see it drop.
    private static func keepToOurselves() {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd")  // no list: nothing can be kept
        for name in names ?? [] {
            if let file = Int32(name), file > 2 { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
        }
    }

    private static func failed(_ program: String, _ number: Int32) -> Problem {
        Problem(
            .broken, "A child process could not be started.",
            do: "Look for the limits of this machine, then try again.",
            cause: "\(program): \(String(cString: strerror(number)))")
    }

    func signal(_ number: Int32) {
        ended.withLock { ended in
            // Once it is waited for, the number may be another process's.
            if ended == nil { _ = kill(pid, number) }
        }
    }

    /// Asks without waiting.
    func isRunning() -> Bool {
        ended.withLock { ended in
            var status: Int32 = 0
            if ended == nil, waitpid(pid, &status, WNOHANG) != 0 { ended = status }
            return ended == nil
        }
    }

    var status: Int32? { ended.withLock { $0 } }

    /// False when it still runs after that time.
    func ends(within limit: Duration, by time: any TimeSource) async throws -> Bool {
        let end = time.steadyMs() + limit.inMilliseconds
        while isRunning() {
            guard time.steadyMs() < end else { return false }
            try await Task.sleep(for: .milliseconds(5))
        }
        return true
    }

    /// SIGKILL, and waited for.
    func kill9() {
        signal(SIGKILL)
        ended.withLock { ended in
            var status: Int32 = 0
            if ended == nil { waitpid(pid, &status, 0) }
            ended = ended ?? status
        }
    }
}
