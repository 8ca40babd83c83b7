import Foundation
public import KicauCore
public import KicauPublish

/// How a day ahead is told: as a letter in the reader's language, and as JSON for a program.
public struct DigestWords: Sendable {
    private let speaking: Speaking
    private let baseURL: String

    /// Reads the wordings of every language.
    public static func loaded(baseURL: String) throws -> DigestWords {
        DigestWords(speaking: try Speaking.loaded(), baseURL: baseURL)
    }

    public func letter(_ day: DayAhead, to address: String, in language: String) -> Letter {
        let voice = voice(day, language)
        let headline = headline(day, voice)
        let sections = [
            ahead(day, voice), waiting(day, voice), tokens(day, voice),
            [
                voice.say(
                    "This letter comes every day. If it does not come, your scheduler is not running: look there first."
                ),
                baseURL + "/status",
            ],
        ]
        let text = ([[headline]] + sections).filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
        return Letter(
            to: address, subject: "\(day.workspace.name): \(headline)", text: text.joined(separator: "\n\n") + "\n")
    }

    private func voice(_ day: DayAhead, _ language: String) -> Voice {
        Voice(
            catalogue: speaking.catalogue(language) ?? .english,
            zone: TimeZone(identifier: day.workspace.zone) ?? .gmt, now: day.at)
    }

    private func headline(_ day: DayAhead, _ voice: Voice) -> String {
        let ahead = voice.counted(
            day.aheadTotal, one: "1 post goes out in the next 24 hours",
            many: { "\($0) posts go out in the next 24 hours" })
        guard day.waitingTotal + day.tokens.count > 0 else { return ahead }
        return voice.say("\(ahead); something needs you")
    }

    private func ahead(_ day: DayAhead, _ voice: Voice) -> [String] {
        guard day.aheadTotal > 0 else { return [] }
        return [voice.say("Going out, in \(voice.zoneName(at: day.at)):")]
            + day.ahead.map { post in
                let when = post.due.map { voice.moment($0.instant).text } ?? ""
                return "  \(when)  \(DigestWords.cut(post.excerpt)) (\(DigestWords.networks(of: post)))"
            } + more(day.aheadTotal - day.ahead.count, voice)
    }

    private func waiting(_ day: DayAhead, _ voice: Voice) -> [String] {
        guard day.waitingTotal > 0 else { return [] }
        return [voice.say("Waiting for a person:")]
            + day.waiting.map { "  \(DigestWords.cut($0.excerpt))\n  \(baseURL)/posts/\($0.id)" }
            + more(day.waitingTotal - day.waiting.count, voice)
    }

    private func tokens(_ day: DayAhead, _ voice: Voice) -> [String] {
        guard !day.tokens.isEmpty else { return [] }
        return [voice.say("Accounts to connect again:")]
            + day.tokens.map { token in
                let name = "\(token.account.platformName) \(token.account.handle)"
                guard let expires = token.expires else { return "  " + voice.say("\(name): signed out") }
                return "  " + voice.say("\(name): its permission ends \(voice.moment(expires).text)")
            } + ["  \(baseURL)/accounts"]
    }

    private func more(_ count: Int, _ voice: Voice) -> [String] {
        count > 0 ? ["  " + voice.say("and \(voice.number(count)) more")] : []
    }

    /// One line of a post's beginning.
    private static func cut(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 70 ? line.prefix(69) + "…" : line
    }

    private static func networks(of post: PostSummary) -> String {
        var names: [String] = []
        for delivery in post.deliveries where !names.contains(delivery.account.platformName) {
            names.append(delivery.account.platformName)
        }
        return names.joined(separator: ", ")
    }

    /// The same for a program.
    public func json(_ day: DayAhead) -> JSONValue {
        let ahead = day.ahead.map { post -> JSONValue in
            [
                "id": .integer(post.id.raw), "excerpt": .string(post.excerpt),
                "due_at": post.due.map { .string(Timestamp.text($0.instant)) } ?? .null,
                "networks": .array(post.deliveries.map { .string($0.account.platform.raw) }),
            ]
        }
        let tokens = day.tokens.map { token -> JSONValue in
            [
                "account": .integer(token.account.id.raw), "platform": .string(token.account.platform.raw),
                "handle": .string(token.account.handle),
                "expires_at": token.expires.map { .string(Timestamp.text($0)) } ?? .null,
            ]
        }
        return [
            "kind": "next-24-hours", "workspace": .string(day.workspace.name), "at": .string(Timestamp.text(day.at)),
            "ahead": .array(ahead), "ahead_total": .integer(Int64(day.aheadTotal)),
            "waiting": .array(day.waiting.map { ["id": .integer($0.id.raw), "excerpt": .string($0.excerpt)] }),
            "waiting_total": .integer(Int64(day.waitingTotal)), "tokens": .array(tokens),
            "text": .string(letter(day, to: "", in: Catalogue.english.language).text),
        ]
    }
}
