import KicauCore

/// What Instagram's calls are priced by. Graph calls cost nothing, but each counts against a limit.
enum InstagramUnit {
    static let publish = MeterUnit("publish")
    static let comment = MeterUnit("comment")
    static let container = MeterUnit("container")
    static let read = MeterUnit("read")
    static let limit = MeterUnit("limit")
    static let hide = MeterUnit("hide")
    static let delete = MeterUnit("delete")
    static let identity = MeterUnit("identity")
    static let token = MeterUnit("token")
    static let subscribe = MeterUnit("subscribe")

    static let units = [
        "publish", "comment", "container", "read", "limit", "hide", "delete", "identity", "token", "subscribe",
    ]
}
