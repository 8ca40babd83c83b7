import Foundation
import KicauPublish

/// Scans that the pages start: this very program, as a process of its own that cannot outlive the server.
struct ScanChildren: ScanProgram {
    func start(_ arguments: [String], log: String) throws -> any ScanProcess {
        // Nothing of the server's settings and secrets is needed for reading files.
        let kept = ProcessInfo.processInfo.environment.filter { ["PATH", "TMPDIR", "LANG", "TZ"].contains($0.key) }
        return ScanChild(child: try Child(Node.program, arguments, environment: kept, log: log))
    }
}

struct ScanChild: ScanProcess {
    let child: Child

    func end() -> ScanProcessEnd? {
        guard !child.isRunning(), let status = child.status else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }

    /// Waited for, so that nothing is left of it.
    func kill() { child.kill9() }

    /// Of the process itself: it ends with the server, gives way to it, and is the one to go when memory runs out.
    static func beModest() {
        Lifeline.hold()
        _ = nice(10)
        // Not on every system; then the kernel chooses by size alone.
        try? Data("500".utf8).write(to: URL(fileURLWithPath: "/proc/self/oom_score_adj"))  // see above
    }
}
