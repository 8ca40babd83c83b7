import KicauCore

/// A status as it was asked for, before anything is checked.
struct MastodonDraft: Sendable {
    let text: String
    let spoiler: String
    var visibility: String
    let namesVisibility: Bool
    var language: String
    let isSensitive: Bool
    let mediaIDs: [String]
    let parentID: String?
    var quotedID: String?
    var poll: MastodonPoll?
    /// Who may quote it; this server knows the word and holds nobody to it.
    var quotePolicy: String
    /// What this server does not play: it says so instead of dropping it silently.
    let isScheduled: Bool

    static let visibilities = ["public", "unlisted", "private", "direct"]

    init(_ asked: MastodonForm) {
        text = (asked["status"] ?? "").trimmingWhitespace
        spoiler = (asked["spoiler_text"] ?? "").trimmingWhitespace
        visibility = asked["visibility"] ?? "public"
        namesVisibility = asked["visibility"] != nil
        let language = asked["language"] ?? ""
        let isCode = (2...3).contains(language.split(separator: "-").first?.count ?? 0)
        // A language the server cannot read is replaced by the account's own, without a word.
        self.language = isCode ? language : "id"
        isSensitive = asked.flag("sensitive") || !spoiler.isEmpty
        mediaIDs = asked.list("media_ids")
        parentID = asked["in_reply_to_id"].flatMap { $0.isEmpty ? nil : $0 }
        quotedID = asked["quoted_status_id"].flatMap { $0.isEmpty ? nil : $0 }
        poll = MastodonPoll(asked)
        quotePolicy = asked["quote_approval_policy"] ?? "public"
        isScheduled = asked["scheduled_at"].map { !$0.isEmpty } ?? false
    }

    /// The first thing wrong with it, in the order in which the server looks; nil when it may be posted.
    func flaw(media: [MastodonState.StoredMedia], nowMs: Int64, under rules: MastodonRules) -> Refused? {
        flaw(on: rules.plays) ?? flaw(ofMedia: media, nowMs: nowMs, most: rules.plays.attachments)
            ?? flaw(ofTextUnder: rules)
    }

    private func flaw(ofMedia media: [MastodonState.StoredMedia], nowMs: Int64, most: Int?) -> Refused? {
        if let most, mediaIDs.count > most {
            return MastodonError.validation("Cannot attach more than \(most) files")
        }
        let missing = mediaIDs.filter { id in !media.contains { $0.id == id } }
        if !missing.isEmpty {
            let names = missing.joined(separator: ", ")
            return MastodonError.validation("Media \(names) not found or already attached to another post")
        }
        if poll != nil, !mediaIDs.isEmpty {
            return MastodonError.validation("Cannot attach files to a post with a poll")
        }
        if quotedID != nil, poll != nil || !mediaIDs.isEmpty {
            return MastodonError.validation("Cannot attach files or a poll to a post that quotes another")
        }
        if media.count > 1, media.contains(where: { $0.kind == .video || $0.kind == .audio }) {
            return MastodonError.validation("Cannot attach a video to a post that already contains images")
        }
        if media.contains(where: { $0.stage(atMs: nowMs) != .ready }) {
            return MastodonError.validation(
                "Cannot attach files that have not finished processing. Try again in a moment!")
        }
        return nil
    }

    private func flaw(ofTextUnder rules: MastodonRules) -> Refused? {
        if !Self.visibilities.contains(visibility) {
            return MastodonError.validation("Visibility is not included in the list")
        }
        if !["public", "followers", "nobody"].contains(quotePolicy) {
            return MastodonError.validation("Quote approval policy is not included in the list")
        }
        if text.isEmpty, spoiler.isEmpty, mediaIDs.isEmpty, !rules.plays.takesNothing {
            return MastodonError.validation("Text can't be blank")
        }
        let length = spoiler.count + MastodonText(text).length(reservedPerLink: rules.plays.urlWeight ?? 23)
        if length > rules.maxCharacters {
            return MastodonError.validation("Text character limit of \(rules.maxCharacters) exceeded")
        }
        if isScheduled { return MastodonError.validation("Scheduled at is not played by this rehearsal server") }
        return poll?.flaw(under: rules.plays.polls)
    }
}
