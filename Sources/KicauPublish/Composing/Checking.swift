import KicauCore
import KicauStore

extension Publishing {
    /// The most a post may hold before any network's rules are asked.
    enum Limits {
        static let parts = 30
        static let accounts = 60
        static let textBytes = 200_000
        static let altBytes = 10_000
        static let picturesPerPart = 20
        static let aheadDays = 730
        /// Of all networks together, each with its values.
        static let options = 200
        static let optionBytes = 20_000
        static let slotsPerWeek = 336
        /// So often the next free slot is looked for again when somebody else took it first.
        static let slotTries = 20
    }

    /// Refuses what is beyond every limit, and replaces what was said of pictures by what we know of them.
    func checked(_ content: DraftContent, for caller: Caller) async throws -> DraftContent {
        try checkSize(content)
        try await mustKnow(content.ways ?? [], for: caller)
        var content = content
        content.accounts = content.accounts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        content.wordings = content.wordings.filter { content.accounts.contains($0.account) }
        let hashes = Set(content.allPosts.flatMap(\.parts).flatMap(\.pictures).flatMap(\.names))
        let known = try await kit.store.read { tx in
            try hashes.map { try tx.media($0, in: caller.workspace.id) }
        }.compactMap { $0 }
        guard known.count == hashes.count else {
            throw Problem(.notFound, "A picture of this post is not here.", do: "Upload it again.", field: "media")
        }
        let pictures = Dictionary(known.map { ($0.sha256, $0) }, uniquingKeysWith: { first, _ in first })
        content.post = content.post.withPictures(pictures)
        content.wordings = content.wordings.map { .init(account: $0.account, post: $0.post.withPictures(pictures)) }
        for card in content.allPosts.flatMap(\.parts).compactMap(\.card) { try card.checkPicture() }
        for post in content.allPosts { try post.checkMedia(pictures) }
        return content
    }

    private func checkSize(_ content: DraftContent) throws {
        guard content.accounts.count <= Limits.accounts else {
            throw Problem(
                .tooLong, "A post can go to \(Limits.accounts) accounts at most.", do: "Choose fewer.",
                field: "accounts")
        }
        _ = try Way.list((content.ways ?? []).map(\.text))
        for post in content.allPosts {
            guard (1...Limits.parts).contains(post.parts.count) else {
                throw Problem(
                    .tooLong, "A thread has 1 to \(Limits.parts) parts; this one has \(post.parts.count).",
                    do: "Make two threads of it.", field: "text")
            }
            let bytes = post.parts.reduce(0) { $0 + $1.text.utf8.count } + (post.firstComment?.utf8.count ?? 0)
            guard bytes <= Limits.textBytes else {
                throw Problem(
                    .tooLong, "The text has \(bytes) bytes; \(Limits.textBytes) is the most any post may have.",
                    do: "Shorten it.", field: "text")
            }
            let options = post.options.values.flatMap(\.values).flatMap(\.value)
            guard options.count <= Limits.options, options.reduce(0, { $0 + $1.utf8.count }) <= Limits.optionBytes
            else {
                throw Problem(
                    .tooLong, "More is asked of the networks than any post may ask: \(options.count) values.",
                    do: "Leave some of the options out.", field: "options")
            }
            for part in post.parts {
                try part.card?.check()
                guard part.media.count <= Limits.picturesPerPart else {
                    throw Problem(
                        .tooManyPictures, "A part can hold \(Limits.picturesPerPart) pictures at most.",
                        do: "Take some out.", field: "media")
                }
                guard part.media.allSatisfy({ $0.alt.utf8.count <= Limits.altBytes }) else {
                    throw Problem(
                        .tooLong, "A picture's description is longer than \(Limits.altBytes) bytes.", do: "Shorten it.",
                        field: "alt")
                }
            }
        }
    }
}

extension DraftContent {
    var allPosts: [Post] { [post] + wordings.map(\.post) }
}

extension Post {
    func withPictures(_ known: [String: Media]) -> Post {
        var copy = self
        copy.parts = parts.map { part in
            var part = part
            part.media = part.media.map { said in
                guard var picture = known[said.sha256] else { return said }
                picture.alt = said.alt
                picture.framing = said.framing
                picture.captions = said.captions.map {
                    Captions(language: $0.language, sha256: $0.sha256, bytes: known[$0.sha256]?.bytes ?? 0)
                }
                return picture
            }
            if let said = part.card?.picture { part.card?.picture = known[said.sha256] ?? said }
            return part
        }
        return copy
    }

    var isEmpty: Bool {
        parts.allSatisfy { part in
            part.media.isEmpty && part.text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
        }
    }
}
