import KicauCore

/// What Facebook's calls are priced by. Graph calls cost nothing, but each counts against a limit.
enum FacebookUnit {
    static let publish = MeterUnit("publish")
    static let comment = MeterUnit("comment")
    static let upload = MeterUnit("upload")
    static let read = MeterUnit("read")
    static let delete = MeterUnit("delete")
    static let edit = MeterUnit("edit")
    /// Liking and hiding what somebody said.
    static let act = MeterUnit("act")
    static let identity = MeterUnit("identity")
    static let token = MeterUnit("token")

    static let units = ["publish", "comment", "upload", "read", "delete", "edit", "act", "identity", "token"]
}
