/// What happens while a scan runs.
public enum ScanProgress: Sendable, Equatable {
    case opened(file: String)
    /// Since the last such event, in any file; each about every eight mebibytes.
    case went(storedBytes: Int64, textBytes: Int64, records: Int64)
    case closed(file: String)
    /// It begins where an earlier run stopped.
    case resumed(filesDone: Int)
    case checkpointed
    /// Says why in a sentence. The scan goes on; only what an end now would cost is more.
    case checkpointFailed(String)
    /// The checkpoint belongs to other posts, files or settings, or a file has changed since; it is not used.
    case checkpointIsOfAnotherScan
}
