public import KicauCore

/// Instagram rings for an account once its own token has asked for it: [CG] IGUserForIGOnlyAPI `subscribed_apps`,
/// 2026-04-15; dossier closed-platforms 3.4.
///
/// An account behind a Page is told of by the Page's `subscribed_apps`, which takes `pages_manage_metadata`: that is the
/// operator's to do.
extension Instagram {
    /// What the app wants to be told of.
    static let rungFields = ["comments", "mentions"]

    public func subscription(of signedIn: SignedIn, now: Instant, via line: any Line) async -> Subscription {
        guard login(of: signedIn.account) == .instagram else { return .notOffered }
        let graph = graph(signedIn)
        let call = graph.get(signedIn.account.remoteID + "/subscribed_apps")
        switch await graph.ask(call, unit: InstagramUnit.subscribe, via: line) {
        case .lost(let failure): return .postponed(until: failure.waitsUntil, failure.reason)
        case .no(let complaint): return Instagram.errors.subscription(of: complaint)
        case .yes(let answer): return Wire.isSubscribed(answer) ? .subscribed : .missing
        }
    }

    public func subscribe(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Subscription {
        guard login(of: signedIn.account) == .instagram else { return .notOffered }
        let graph = graph(signedIn)
        let call = graph.post(
            signedIn.account.remoteID + "/subscribed_apps",
            form: [("subscribed_fields", Instagram.rungFields.joined(separator: ","))])
        switch await graph.ask(call, unit: InstagramUnit.subscribe, via: line) {
        case .lost(let failure): return .postponed(until: failure.waitsUntil, failure.reason)
        case .no(let complaint): return Instagram.errors.subscription(of: complaint)
        case .yes(let answer): return answer["success"]?.bool == true ? .subscribed : .missing
        }
    }
}

extension Instagram.Wire {
    /// A token is shown its own app's alone. Whether `app_id` is Meta's number of the app or Instagram's is written nowhere.
    static func isSubscribed(_ answer: JSONValue) -> Bool {
        (answer["data"]?.array ?? []).contains { app in
            let fields = Set((app["subscribed_fields"]?.array ?? []).compactMap(\.string))
            return fields.isSuperset(of: Instagram.rungFields)
        }
    }
}

extension ErrorTable {
    fileprivate func subscription(of complaint: Complaint) -> Subscription {
        if let wait = wait(of: complaint) { return .postponed(until: wait.until, wait.reason) }
        switch meaning(of: complaint) {
        case .token: return .signedOut(refusal(of: complaint))
        case .permission, .appConfig, .gone, .invalidContent, .media, .duplicate, .spam, .accountLocked, .clock,
            .newContainer:
            return .refused(refusal(of: complaint))
        case .unknownOutcome, .retry, .notReady, .rateLimited, .quotaExhausted, .paymentRequired:
            return .postponed(until: complaint.at + .minutes(10), .platformBusy(answer: complaint.answer))
        }
    }
}
