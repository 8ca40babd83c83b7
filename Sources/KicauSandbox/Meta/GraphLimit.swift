import KicauCore

/// "Too many calls", whatever this network calls it.
enum GraphLimit {
    static let codes: Set<Int> = [4, 17, 32, 341, 613, 80_001, 80_002]

    static func error(_ code: Int) -> GraphError {
        switch code {
        case 17: GraphError(400, 17, "(#17) User request limit reached").transient()
        case 32: GraphError(400, 32, "(#32) Page request limit reached").transient()
        case 341: GraphError(400, 341, "(#341) Feed action request limit reached").transient()
        case 613: GraphError(400, 613, "(#613) Calls to this api have exceeded the rate limit.")
        case 80_001: GraphError(400, 80_001, "(#80001) There have been too many calls to this Page account.")
        case 80_002: GraphError(400, 80_002, "(#80002) There have been too many calls to this Instagram account.")
        // 4, and numbers from outside
        default: GraphError(400, 4, "(#4) Application request limit reached").transient()
        }
    }

    /// `X-App-Usage` and `X-Business-Use-Case-Usage`, in percent of the window.
    static func headers(account: String, type: String, percent: Int, regainMinutes: Int64) -> [Reply.Header] {
        let usage: [String: JSONValue] = [
            "call_count": .integer(Int64(percent)), "total_cputime": .integer(Int64(percent / 4)),
            "total_time": .integer(Int64(percent / 3)),
        ]
        var business = usage
        business["type"] = .string(type)
        business["estimated_time_to_regain_access"] = .integer(regainMinutes)
        let cases = JSONValue.object([account: .array([.object(business)])])
        return [
            Reply.Header(name: "X-App-Usage", value: JSONValue.object(usage).text),
            Reply.Header(name: "X-Business-Use-Case-Usage", value: cases.text),
        ]
    }
}
