import KicauCore

/// What a person writes in another app lies at a key of that app's, so it is told by its words.
extension Bluesky {
    /// A server's clock and ours may differ by this much; the record says itself when it was made.
    private static let clockSlack = Duration.seconds(60)

    /// - Parameter line: proves itself where the account's tokens ask for it.
    func lookByWords(_ errand: Errand, since: Instant, via line: any Line) async -> Finding {
        let account = errand.signedIn.account
        do throws(LineFailure) {
            let reply = try await line.call(Bluesky.listCall(account), unit: BlueskyUnit.read)
            guard reply.isSuccess, let shown = reply.json?["records"]?.array else {
                return Bluesky.errors.finding(of: Bluesky.complaint(reply))
            }
            // Lists begin with the newest; of two that match, the older is the nearer to the hand-off.
            let ours = shown.last { Bluesky.isByHand($0, errand, since: since) }
            if let uri = ours?["uri"]?.string, let cid = ours?["cid"]?.string {
                return .found(Bluesky.receipt(of: uri, cid: cid, errand.signedIn))
            }
            // A person may have put it in other words: this proves nothing.
            return .notSeen(
                Evidence(
                    "None of the \(shown.count) newest posts of @\(account.handle) has this text.", at: errand.now,
                    compared: shown.count, isBlind: true))
        } catch { return error.finding }
    }

    private static func isByHand(_ shown: JSONValue, _ errand: Errand, since: Instant) -> Bool {
        let (record, words) = (shown["value"], errand.part.wireText)
        guard !words.isEmpty, record?["text"]?.string == words, !errand.isKnown(shown["uri"]?.string),
            let made = record?["createdAt"]?.string.flatMap(TimeReading.iso), made >= since - clockSlack
        else { return false }
        return record?.at("reply", "parent", "uri")?.string == errand.parent?.remoteID
    }

    private static func receipt(of uri: String, cid: String, _ signedIn: SignedIn) -> Receipt {
        Receipt(
            remoteID: uri,
            url: web(signedIn.app) + "/profile/\(signedIn.account.handle)/post/\(BlueskyWire.key(of: uri))",
            extra: ["cid": .string(cid)])
    }
}
