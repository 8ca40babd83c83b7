import Foundation
import KicauCore
import KicauText

/// Posts and users as JSON, with the fields that were asked for.
extension XSimulator {
    /// What a reading call asked to see.
    struct View: Sendable {
        let postFields: Set<String>
        let userFields: Set<String>
        let mediaFields: Set<String>
        let expansions: Set<String>
    }

    func view(of call: Call, also others: [String]) throws -> View {
        let words = words
        let shared = [
            words.postFieldsParameter, "user.fields", "media.fields", "poll.fields", "place.fields", "expansions",
        ]
        try refuseStrangers(call, shared + others)
        return View(
            postFields: try list(call, words.postFieldsParameter, of: words.postFields),
            userFields: try list(call, "user.fields", of: words.userFields),
            mediaFields: try list(call, "media.fields", of: XVocabulary.mediaFields),
            expansions: try list(call, "expansions", of: words.expansions)
        )
    }

    /// A comma list whose words must all be known.
    func list(_ call: Call, _ name: String, of known: Set<String>) throws -> Set<String> {
        let asked = (call.query[name] ?? "").split(separator: ",").map(String.init)
        for word in asked where !known.contains(word) {
            throw refused(.invalid(parameter: name, value: word, message: "The `\(name)` value [\(word)] is not valid"))
        }
        return Set(asked)
    }

    func refuseStrangers(_ call: Call, _ known: [String]) throws {
        for name in call.query.names where !known.contains(name) {
            let message = "The query parameter [\(name)] is not one of [\(known.joined(separator: ","))]"
            throw refused(.invalid(parameter: name, value: call.query[name] ?? "", message: message))
        }
    }

    func post(_ post: LivePost, _ view: View, for caller: Caller) -> JSONValue {
        let words = words
        let text = text(of: post)
        let isLong = WeightedText(post.text).weightedLength > 280
        var json: [String: JSONValue] = [
            "id": .string(post.id), "text": .string(isLong ? Self.cut(text.escaped) : text.escaped),
        ]
        func wants(_ field: String) -> Bool { view.postFields.contains(field) || view.expansions.contains(field) }
        // The newer specification has it among the expansions alone, so there nobody gets it unasked.
        if words == .old || wants(words.editHistory) {
            json[words.editHistory] = .array(editHistory(of: post).map { .string($0) })
        }
        if wants("author_id") { json["author_id"] = .string(post.account) }
        if wants("conversation_id") { json["conversation_id"] = .string(post.root ?? post.id) }
        if wants("created_at") { json["created_at"] = .string(Self.stamp(post.createdAtMs)) }
        if wants("lang") { json["lang"] = "in" }
        if wants("possibly_sensitive") { json["possibly_sensitive"] = false }
        if wants("display_text_range") {
            let start = Int64(lead(of: post).unicodeScalars.count)
            json["display_text_range"] = [.integer(start), .integer(Int64(text.escaped.unicodeScalars.count))]
        }
        if wants("edit_controls") { json["edit_controls"] = edits(of: post).json }
        if wants("reply_settings") {
            let setting = post.own["replySettings"]?.string
            json["reply_settings"] = .string(setting ?? "everyone")
        }
        if wants("public_metrics") { json["public_metrics"] = metrics(post.counts) }
        if wants("entities"), let entities = entities(of: text) { json["entities"] = entities }
        if isLong, wants(words.note) { json[words.note] = ["text": .string(text.escaped)] }
        json.merge(ties(of: post, wants: wants)) { own, _ in own }
        if wants("non_public_metrics"), post.account == caller.account {
            json["non_public_metrics"] = ["impression_count": .integer(Int64(post.counts.views))]
        }
        return .object(json)
    }

    /// What a post is tied to: its media, and the posts it answers and quotes.
    private func ties(of post: LivePost, wants: (String) -> Bool) -> [String: JSONValue] {
        var json: [String: JSONValue] = [:]
        if let keys = post.own["mediaKeys"]?.array, !keys.isEmpty,
            wants("attachments") || wants("attachments.media_keys")
        {
            json["attachments"] = ["media_keys": .array(keys)]
        }
        let references = references(of: post)
        if !references.isEmpty, wants(words.referenced) || wants("referenced_tweets.id") {
            json[words.referenced] = .array(references)
        }
        guard let parent = post.parent else { return json }
        if wants("in_reply_to_user_id") {
            json["in_reply_to_user_id"] = ground.post(parent).map { .string($0.account) }
        }
        return json
    }

    /// Long posts are cut in `text`; the whole stands in the note.
    private static func cut(_ text: String) -> String { String(text.unicodeScalars.prefix(279)) + "…" }

    private func metrics(_ counts: LivePost.Counts) -> JSONValue {
        [
            words.repostCount: .integer(Int64(counts.reposts)), "reply_count": .integer(Int64(counts.replies)),
            "like_count": .integer(Int64(counts.likes)), "quote_count": .integer(Int64(counts.quotes)),
            "bookmark_count": .integer(Int64(counts.saves)), "impression_count": .integer(Int64(counts.views)),
        ]
    }

    /// Entities of the text as it stands on the wire; nil when there are none.
    private func entities(of text: XText) -> JSONValue? {
        func spans(_ found: [Entity], _ name: String) -> JSONValue? {
            guard !found.isEmpty else { return nil }
            return .array(
                found.map { entity in
                    .members([
                        "start": .integer(Int64(entity.codePoints.lowerBound)),
                        "end": .integer(Int64(entity.codePoints.upperBound)), name: .string(entity.value),
                        "id": name == "username" ? ground.person(handle: entity.value).map { .string($0.id) } : nil,
                    ])
                }
            )
        }
        let members: [String: JSONValue?] = [
            "urls": text.links.isEmpty ? nil : .array(text.links.map(\.json)),
            "hashtags": spans(Entities.hashtags(in: text.escaped), "tag"),
            "cashtags": spans(Entities.cashtags(in: text.escaped), "tag"),
            "mentions": spans(Entities.mentions(in: text.escaped), "username"),
        ]
        let all = members.compactMapValues { $0 }
        return all.isEmpty ? nil : .object(all)
    }

    func user(_ person: Person, _ fields: Set<String>) -> JSONValue {
        let isPremium = state.read { $0.settings.premium.contains(person.id) }
        var json: [String: JSONValue] = [
            "id": .string(person.id), "name": .string(person.name), "username": .string(person.handle),
        ]
        let extras: [String: JSONValue] = [
            "created_at": "2019-03-14T02:00:00.000Z", "description": .string(person.bio), "protected": false,
            "verified": .bool(isPremium), "verified_type": isPremium ? "blue" : "none",
            "subscription_type": isPremium ? "Premium" : "None", "location": "Yogyakarta",
            "profile_image_url": .string("\(ground.origin)/_rehearsal"),
            "public_metrics": [
                "followers_count": .integer(Int64(person.followers)), "following_count": 64, "listed_count": 2,
                "like_count": 0,
                words.postCount: .integer(Int64(ground.listing { $0.account == person.id }.count)),
            ],
        ]
        for (name, value) in extras where fields.contains(name) { json[name] = value }
        return .object(json)
    }

    func includes(_ posts: [LivePost], _ view: View) -> JSONValue? {
        var members: [String: JSONValue] = [:]
        var people: [String] = view.expansions.contains("author_id") ? posts.map(\.account) : []
        let parents = posts.compactMap { $0.parent.flatMap { ground.livePost($0) } }
        if view.expansions.contains("in_reply_to_user_id") { people += parents.map(\.account) }
        let users = Set(people).sorted().compactMap { ground.person($0) }
        if !users.isEmpty { members["users"] = .array(users.map { user($0, view.userFields) }) }
        let pieces = posts.flatMap { post in zip(post.media, (post.own["mediaKeys"]?.array ?? []).compactMap(\.string))
        }
        if view.expansions.contains("attachments.media_keys"), !pieces.isEmpty {
            members["media"] = .array(pieces.map { media($0.0, key: $0.1, view.mediaFields) })
        }
        let wantsParents =
            view.expansions.contains("referenced_tweets.id") || view.expansions.contains("referenced_posts")
        if wantsParents, !parents.isEmpty {
            let caller = Caller(
                account: "", standing: RateStanding(limit: 0, remaining: 0, resetMs: 0, isAllowed: true))
            members[words.includedPosts] = .array(parents.map { post($0, view, for: caller) })
        }
        return members.isEmpty ? nil : .object(members)
    }

    private func media(_ piece: PostedMedia, key: String, _ fields: Set<String>) -> JSONValue {
        let type = key.hasPrefix("7_") ? "video" : key.hasPrefix("16_") ? "animated_gif" : "photo"
        var json: [String: JSONValue] = ["media_key": .string(key), "type": .string(type)]
        if fields.contains("alt_text"), !piece.alt.isEmpty { json["alt_text"] = .string(piece.alt) }
        if fields.contains("url") { json["url"] = .string("\(ground.origin)/_rehearsal/media/\(piece.sha256)") }
        if let probe = ground.shelf.probe(piece.sha256) {
            if fields.contains("width") { json["width"] = .integer(Int64(probe.width)) }
            if fields.contains("height") { json["height"] = .integer(Int64(probe.height)) }
        }
        return .object(json)
    }
}
