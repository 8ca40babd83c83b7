import KicauCore

/// How a member's posts are doing, and how many follow: learn.microsoft.com, Member Post Statistics and Member Follower
/// Statistics, read 2026-11-28 as stored. What was posted is shown to no program all the same.
extension LinkedIn {
    /// Both come with the Community Management API, and with nothing that an app of members has otherwise.
    static let postNumbers = "r_member_postAnalytics"
    static let profileNumbers = "r_member_profileAnalytics"

    /// A call for each: LinkedIn tells one number at a time.
    private static let memberMetrics: [(metric: Metric, type: String)] = [
        (.views, "IMPRESSION"), (.reach, "MEMBERS_REACHED"), (.likes, "REACTION"), (.replies, "COMMENT"),
        (.reposts, "RESHARE"),
    ]

    func readMember(_ published: PublishedPart, of signedIn: SignedIn, via line: any Line) async -> Reread {
        guard let entity = LinkedInWire.entity(published.receipt.remoteID) else { return .notOffered }
        guard LinkedIn.mayHave(LinkedIn.postNumbers, signedIn) else {
            return .unshown(Numbers(missing: LinkedIn.notPermitted()))
        }
        var numbers = Numbers.none
        do throws(LineFailure) {
            for (metric, type) in LinkedIn.memberMetrics {
                let url = LinkedInWire.memberNumber(type, of: entity, signedIn.app)
                let call = Call(.get, url, headers: LinkedInWire.headers(signedIn))
                let reply = try await line.call(call, unit: LinkedInUnit.read)
                guard reply.isSuccess, let answer = reply.json else {
                    return LinkedIn.ended(numbers, by: LinkedIn.complaint(reply))
                }
                let told = answer["elements"]?.array?.first
                numbers = numbers.joined(by: Numbers(in: told, [metric: ["count"]], of: answer))
            }
            return .unshown(numbers)
        } catch {
            return numbers.answers.isEmpty ? error.reread : .unshown(numbers.joined(by: error.numbers))
        }
    }

    /// What was told before it stays; a no to the first is asked for again only where it passes.
    private static func ended(_ numbers: Numbers, by complaint: Complaint) -> Reread {
        switch errors.meaning(of: complaint) {
        case .permission, .gone, .invalidContent:
            return .unshown(numbers.joined(by: memberNumbers(of: complaint)))
        case .retry, .unknownOutcome, .notReady, .newContainer, .rateLimited, .quotaExhausted, .paymentRequired,
            .token, .appConfig, .duplicate, .media, .spam, .accountLocked, .clock:
            guard numbers.answers.isEmpty else { return .unshown(numbers.joined(by: errors.numbers(of: complaint))) }
            return errors.reread(of: complaint)
        }
    }

    func countMember(_ signedIn: SignedIn, via line: any Line) async -> Numbers {
        guard LinkedIn.mayHave(LinkedIn.profileNumbers, signedIn) else {
            return Numbers(missing: LinkedIn.notPermitted())
        }
        let call = Call(
            .get, LinkedInWire.api(signedIn.app) + "/rest/memberFollowersCount", query: [("q", "me")],
            headers: LinkedInWire.headers(signedIn))
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.read)
            guard reply.isSuccess, let answer = reply.json else {
                return LinkedIn.memberNumbers(of: LinkedIn.complaint(reply))
            }
            let told = answer["elements"]?.array?.first
            return Numbers(in: told, [.followers: ["memberFollowersCount"]], of: answer)
        } catch { return error.numbers }
    }

    /// Of a token whose scopes nobody told, the answer tells.
    private static func mayHave(_ scope: String, _ signedIn: SignedIn) -> Bool {
        Scopes.missing([scope], among: signedIn.credentials.scopes).isEmpty
    }

    private static func memberNumbers(of complaint: Complaint) -> Numbers {
        switch errors.meaning(of: complaint) {
        case .permission: Numbers(missing: notPermitted(complaint))
        case .gone:
            Numbers(
                missing: .init(
                    "LinkedIn has no numbers of this for our app.",
                    do: "If the app is still in LinkedIn's development tier, ask there for its upgrade.",
                    answer: complaint.answer, status: complaint.status))
        case .retry, .unknownOutcome, .notReady, .newContainer, .rateLimited, .quotaExhausted, .paymentRequired,
            .token, .appConfig, .duplicate, .invalidContent, .media, .spam, .accountLocked, .clock:
            errors.numbers(of: complaint)
        }
    }

    private static func notPermitted(_ complaint: Complaint? = nil) -> Settlement.Story {
        .init(
            "LinkedIn tells a member's numbers only to apps with its Community Management API: not to this one.",
            do: "If your app has it, ask whoever runs Kicau to set memberAnalytics, then connect the account again.",
            answer: complaint?.answer, status: complaint?.status)
    }
}

extension LinkedInWire {
    /// The kind of the post and its name, encoded once; a bare name is not taken. Nil: a kind that is not counted.
    static func entity(_ urn: String) -> String? {
        let kinds = [("urn:li:share:", "share"), ("urn:li:ugcPost:", "ugc")]
        return kinds.first { urn.hasPrefix($0.0) }.map { "(\($0.1):\(PercentEncoding.encoded(urn)))" }
    }

    static func memberNumber(_ type: String, of entity: String, _ app: AppKeys) -> String {
        api(app) + "/rest/memberCreatorPostAnalytics?q=entity&entity=" + entity + "&queryType=" + type
            + "&aggregation=TOTAL"
    }
}
