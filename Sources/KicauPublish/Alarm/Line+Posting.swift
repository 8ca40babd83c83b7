import KicauCore

extension Line {
    /// Calls a webhook, and tells how it ended.
    func post(_ call: Call, unit: MeterUnit) async -> Posting {
        do throws(LineFailure) {
            let reply = try await self.call(call, unit: unit)
            return (200..<300).contains(reply.status)
                ? .taken : .refused(why: "the webhook answered with status \(reply.status)")
        } catch {
            switch error {
            case .neverLeft(_, let reason): return .refused(why: reason.story.answer ?? "\(reason.story.what)")
            case .noAnswer(let trace): return .unknown(why: trace.what)
            }
        }
    }
}
