import KicauCore

/// What Threads's calls are priced by. Graph calls cost nothing, but each counts against a limit.
enum ThreadsUnit {
    static let publish = MeterUnit("publish")
    static let container = MeterUnit("container")
    static let read = MeterUnit("read")
    static let hide = MeterUnit("hide")
    static let delete = MeterUnit("delete")
    static let identity = MeterUnit("identity")
    static let token = MeterUnit("token")

    static let units = ["publish", "container", "read", "hide", "delete", "identity", "token"]
}
