/// One thing that is measured: its name, what it means, and the words it is told apart by.
///
/// Labels take words of ours alone (networks, states, classes), never ids, texts or names: each combination lives as long
/// as the process.
public struct Measure: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Only grows; its name ends in `_total`.
        case counter
        case gauge
        /// Counts by upper bounds, ascending, in base units.
        case histogram([Double])
        /// A sum and a count, measured elsewhere.
        case summary
    }

    public let name: String
    public let kind: Kind
    public let labels: [String]
    public let help: String

    public init(_ name: String, _ kind: Kind, labels: [String] = [], _ help: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.help = help
    }

    /// Seconds, from a call on loopback to the longest deadline.
    static let secondBounds: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
    /// Seconds late, up to the day that a missed post may take.
    static let lateBounds: [Double] = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 86_400]
}

/// Everything Kicau measures. docs/operations.md says what each is good for.
extension Measure {
    public static let deliveries = Measure(
        "kicau_deliveries", .gauge, labels: ["state"], "Deliveries by state, read from the database")
    public static let settled = Measure(
        "kicau_deliveries_settled_total", .counter, labels: ["network", "state"],
        "Settlements written by this process, by what the delivery became")
    public static let lateness = Measure(
        "kicau_delivery_lateness_seconds", .histogram(Measure.lateBounds), labels: ["network"],
        "From the due instant to the first byte of the first part's first commit")
    public static let attempts = Measure(
        "kicau_attempts_total", .counter, labels: ["network", "outcome"], "Commits made, by how they ended")
    public static let looks = Measure(
        "kicau_looks_total", .counter, labels: ["network", "finding"], "Looks for commits in doubt, by what they showed"
    )
    public static let holds = Measure(
        "kicau_holds", .gauge, labels: ["state"], "Open holds by state, read from the database")
    public static let claims = Measure(
        "kicau_claims_total", .counter, labels: ["for"], "Deliveries claimed, to send or to look")
    public static let turns = Measure("kicau_turns_total", .counter, labels: ["end"], "Looks at the plan")
    public static let turnTime = Measure(
        "kicau_turn_duration_seconds", .histogram(Measure.secondBounds), "How long a look at the plan takes")
    public static let inFlight = Measure("kicau_deliveries_in_flight", .gauge, "Deliveries being carried or looked for")
    public static let draining = Measure("kicau_draining", .gauge, "1 while the process stops and takes nothing new on")
    public static let lastTurn = Measure(
        "kicau_last_turn_timestamp_seconds", .gauge, "When the plan was last looked at without an error")
    public static let nextDue = Measure(
        "kicau_next_due_timestamp_seconds", .gauge, "When something is next planned; absent when nothing is")
    public static let lastBackup = Measure(
        "kicau_backup_last_timestamp_seconds", .gauge, "When the newest backup was begun; absent when none was made")
    public static let calls = Measure(
        "kicau_network_calls_total", .counter, labels: ["network", "status"],
        "Calls to networks by class of status; none: nothing left this machine, lost: no whole answer came")
    public static let callTime = Measure(
        "kicau_network_call_duration_seconds", .histogram(Measure.secondBounds), labels: ["network"],
        "How long calls to networks take")
    public static let quotaWaits = Measure(
        "kicau_quota_waits_total", .counter, labels: ["network", "binds"],
        "Calls not made because a window of the network has no room, by whom it binds")
    public static let quotaUsed = Measure(
        "kicau_quota_used_ratio", .gauge, labels: ["network", "binds"],
        "How full the fullest open window is, from 0 to 1, as this process knows it")
    public static let writes = Measure(
        "kicau_database_writes_total", .counter, "Write transactions that changed rows")
    public static let commits = Measure(
        "kicau_database_commits_total", .counter, "Commits, each with one sync of the disk")
    public static let writeTime = Measure(
        "kicau_database_write_seconds", .summary, "From asking for a write to its being durable")
    public static let requests = Measure(
        "kicau_http_requests_total", .counter, labels: ["route", "status"],
        "Requests to the pages and the API by class of route and status")
    public static let requestTime = Measure(
        "kicau_http_request_duration_seconds", .histogram(Measure.secondBounds), labels: ["route"],
        "From a request to the head of its answer")
    public static let swept = Measure(
        "kicau_swept_files_total", .counter, labels: ["kind"], "Files thrown away that nothing needed any more")
    public static let traceSpans = Measure(
        "kicau_trace_spans_total", .counter, labels: ["end"],
        "Spans of traces by their end; no-room and refused: they were dropped")
    public static let build = Measure("kicau_build_info", .gauge, labels: ["version"], "1; the version is the label")
    public static let residentMemory = Measure(
        "process_resident_memory_bytes", .gauge, "Memory of this process that is in the machine's")
    public static let cpu = Measure("process_cpu_seconds_total", .counter, "Time on a core, user and system")
    public static let openFiles = Measure("process_open_fds", .gauge, "Open file descriptors")
    public static let start = Measure("process_start_time_seconds", .gauge, "When the process began")

    public static let all: [Measure] = [
        deliveries, settled, lateness, attempts, looks, holds, claims, turns, turnTime, inFlight, draining, lastTurn,
        nextDue, lastBackup, calls, callTime, quotaWaits, quotaUsed, writes, commits, writeTime, requests, requestTime,
        swept, traceSpans,
        build,
        residentMemory, cpu, openFiles, start,
    ]
}
