import Foundation
import KicauCore

/// A disk so small that it can be filled, seen by this process and its children alone, and gone with them.
struct SmallDisk: Sendable {
    let path: String

    /// Set in the program that was begun again in a mount namespace of its own.
    private static let mark = "KICAU_PROOF_MOUNTS"

    /// Begins this program again, where it may mount without anybody noticing. Returns when that is not allowed.
    static func enterOwnMounts() {
        #if os(Linux)
            guard geteuid() == 0, ProcessInfo.processInfo.environment[mark] == nil, ownMounts(),
                mount("none", "/", nil, UInt(MS_REC | MS_PRIVATE), nil) == 0
            else { return }
            setenv(mark, "own", 1)
            // A program that began with threads has some in the old namespace: only a new one is whole.
            var argv = CommandLine.arguments.map { strdup($0) } + [nil]
            execv("/proc/self/exe", &argv)
            unsetenv(mark)
        #endif
    }

    #if os(Linux)
        /// `unshare(CLONE_NEWNS)`, which Swift's view of the C library leaves out.
        private static func ownMounts() -> Bool {
            guard let address = dlsym(nil, "unshare") else { return false }
            let unshare = unsafeBitCast(address, to: (@convention(c) (Int32) -> Int32).self)
            return unshare(0x0002_0000) == 0
        }
    #endif

    /// Nil, when this process may not mount.
    static func mounted(at path: String, megabytes: Int) -> SmallDisk? {
        #if os(Linux)
            guard ProcessInfo.processInfo.environment[mark] != nil,
                mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=700") == 0
            else { return nil }
            return SmallDisk(path: path)
        #else
            return nil
        #endif
    }

    private var ballast: String { path + "/ballast" }

    /// To the last byte.
    func fill() {
        let file = open(ballast, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        for size in [1 << 20, 4096, 1] {
            let piece = [UInt8](repeating: 0, count: size)
            while write(file, piece, size) > 0 {}
        }
    }

    func clear() { unlink(ballast) }

    /// In a namespace of its own nothing would be left behind, but a folder that is mounted cannot be removed.
    func unmount() {
        #if os(Linux)
            _ = umount2(path, Int32(MNT_DETACH))
        #endif
    }
}
