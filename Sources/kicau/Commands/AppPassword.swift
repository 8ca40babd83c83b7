import Foundation
import KicauCore

/// Never a flag: flags are seen by everybody on the machine and stay in the shell's history.
enum AppPassword {
    static func read() throws(Problem) -> Redacted<String> {
        if let password = ProcessInfo.processInfo.environment["KICAU_APP_PASSWORD"], !password.isEmpty {
            return Redacted(password)
        }
        Talk.say("App password:")
        guard let line = withoutEcho({ readLine() }), !line.isEmpty else {
            throw Problem(
                .badInput, "No app password was given.", do: "Type it when asked, or set KICAU_APP_PASSWORD.",
                field: "password")
        }
        return Redacted(line)
    }

    /// What is typed is not shown, if a person types it.
    private static func withoutEcho(_ read: () -> String?) -> String? {
        var old = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &old) == 0 else { return read() }
        var quiet = old
        quiet.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet)
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &old) }
        return read()
    }
}
