import KicauCore

/// Takes each call at once, without a wire.
struct InstantLine: Line {
    let time: any TimeSource

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        Reply(status: 201, headers: [], body: Array(#"{"id":"instant"}"#.utf8), at: time.now())
    }
}
