import Foundation

/// Ends the program when its standard input ends: a child whose parent is gone must not go on.
enum Lifeline {
    static func hold() {
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                guard count > 0 || count < 0 && errno == EINTR else { break }
            }
            kill(getpid(), SIGKILL)
        }
    }
}
