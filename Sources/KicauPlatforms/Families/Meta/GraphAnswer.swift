import KicauCore

/// How one call to a graph ended.
enum GraphAnswer {
    case yes(JSONValue)
    case no(Complaint)
    case lost(LineFailure)
}

extension Graph {
    func ask(_ call: Call, unit: MeterUnit, via line: any Line) async -> GraphAnswer {
        do {
            return GraphAnswer(try await line.call(call, unit: unit), table: table)
        } catch {
            return .lost(error)
        }
    }
}

extension GraphAnswer {
    init(_ reply: Reply, table: ErrorTable) {
        let json = reply.json
        if reply.isSuccess, let json, json.object != nil, json["error"] == nil {
            self = .yes(json)
        } else {
            self = .no(Complaint(graph: reply, json: json, table: table))
        }
    }
}

extension Complaint {
    /// Reads Graph's error body. Its code decides, then its subcode; the status says little.
    init(graph reply: Reply, json: JSONValue?, table: ErrorTable) {
        let said = json?["error"] ?? Complaint.oldError(json)
        let resets = GraphUsage.resets(reply)
        let plain = Complaint(
            status: reply.status, code: said?["code"]?.string, subtype: said?["error_subcode"]?.string,
            message: said?["message"]?.string ?? "",
            isOwnShape: said?["code"] != nil && reply.status < 500, resets: resets,
            answer: said.map(Complaint.words) ?? reply.words, at: reply.at)
        // "Transient" means that it may work later, not that nothing was done: no refusal may be read into it.
        let mayYetWork = said?["is_transient"]?.bool == true && table.wait(of: plain) == nil
        guard mayYetWork, table.meaning(of: plain) != .token else {
            self = plain
            return
        }
        self.init(
            status: reply.status, code: plain.code, subtype: plain.subtype, message: plain.message, isOwnShape: false,
            resets: resets, answer: plain.answer, at: reply.at)
    }

    /// Instagram's token address still speaks as its first interface did: `code` is the HTTP status there.
    private static func oldError(_ json: JSONValue?) -> JSONValue? {
        guard let words = json?["error_message"] else { return nil }
        return ["code": "100", "message": words]
    }

    /// Meta's sentence for the author where there is one, with the codes a developer asks for.
    private static func words(_ error: JSONValue) -> String {
        let said = error["error_user_msg"]?.string ?? error["message"]?.string ?? ""
        let codes = ["code", "error_subcode", "fbtrace_id"].compactMap { error[$0]?.string }
        return said + " [" + codes.joined(separator: " / ") + "]"
    }

    /// A yes without the identity it should bring, or the like: nothing clear was said.
    static func unclear(_ json: JSONValue, at now: Instant) -> Complaint {
        Complaint(
            status: 200, isOwnShape: false, answer: json.text, at: now)
    }
}

/// Meta's usage headers.
enum GraphUsage {
    /// When calls are taken again, from the minutes in `X-Business-Use-Case-Usage` or `Retry-After`.
    static func resets(_ reply: Reply) -> Instant? {
        guard let minutes = minutesToRegain(reply), minutes > 0 else { return TimeReading.retryAfter(reply) }
        // A day is the longest window Meta has; more is a mistake somewhere.
        return reply.at + .minutes(min(minutes, 24 * 60))
    }

    /// The longest wait that any of the header's objects asks for.
    private static func minutesToRegain(_ reply: Reply) -> Int? {
        guard let text = reply.header("x-business-use-case-usage") else { return nil }
        let header = Reply(status: 200, headers: [], body: Array(text.utf8), at: reply.at)
        let uses = header.json?.object?.values.flatMap { $0.array ?? [] } ?? []
        return uses.compactMap { $0["estimated_time_to_regain_access"]?.int }.max()
    }
}
