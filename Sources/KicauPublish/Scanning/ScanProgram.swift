/// How a scan's process ended.
public enum ScanProcessEnd: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)

    /// With which exit code the program says that the disk is full.
    static let diskFull: Int32 = 6
}

/// Starts `kicau scan` as a process of its own: what a file does to its reader cannot harm the server, and its memory
/// is given back.
public protocol ScanProgram: Sendable {
    /// - Parameter log: what it says goes to the end of this file.
    func start(_ arguments: [String], log: String) throws -> any ScanProcess
}

public protocol ScanProcess: Sendable {
    /// Nil while it runs.
    func end() -> ScanProcessEnd?
    /// At once. Its checkpoint is whole whenever that is.
    func kill()
}
