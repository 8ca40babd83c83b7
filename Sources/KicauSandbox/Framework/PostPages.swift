import Foundation

/// The public page of one post: its text, media, numbers and answers.
struct PermalinkPage {
    let look: Look
    let post: LivePost
    let author: Person?
    let answers: [LivePost]
    /// The text as a reader sees it, when that is not the stored one.
    var shownText: String?
    let people: [Person]

    init(_ simulator: some Simulator, _ post: LivePost, shownText: String? = nil) {
        look = simulator.look
        self.post = post
        author = simulator.ground.person(post.account)
        answers = simulator.ground.answers(to: post.id)
        people = simulator.ground.people
        self.shownText = shownText
    }

    var html: String {
        let who = author?.name ?? post.handle
        let replies = answers.map { card($0, text: $0.text, style: "card answer") }.joined()
        let heading = answers.isEmpty ? "" : "<h2>\(answers.count == 1 ? "1 answer" : "\(answers.count) answers")</h2>"
        let body = card(post, text: shownText ?? post.text, style: "card") + heading + replies
        return Sheet(look: look, title: "\(who): \(post.text.prefix(60))", body: body).html
    }

    private func card(_ post: LivePost, text: String, style: String) -> String {
        let name = people.first { $0.id == post.account }?.name ?? post.handle
        return """
            <article class="\(style)">\(Self.who(name: name, handle: post.handle, ms: post.createdAtMs))
            <div class="text">\(Sheet.escaped(text))</div>\(Self.media(post))\(Self.counts(post))</article>
            """
    }

    static func who(name: String, handle: String, ms: Int64) -> String {
        let initials = name.split(separator: " ").prefix(2).compactMap(\.first).map(String.init).joined()
        return """
            <div class="who"><span class="face">\(Sheet.escaped(initials))</span><div><b>\(Sheet.escaped(name))</b>\
            <span class="quiet">@\(Sheet.escaped(handle)) · <time>\(time(ms))</time></span></div></div>
            """
    }

    static func media(_ post: LivePost) -> String {
        guard !post.media.isEmpty else { return "" }
        let pieces = post.media.map { piece in
            let source = "/_rehearsal/media/\(piece.sha256)"
            let alt = Sheet.escaped(piece.alt)
            let caption = piece.alt.isEmpty ? "" : "<figcaption>ALT \(alt)</figcaption>"
            if piece.type.hasPrefix("video/") {
                return "<figure><video controls src=\"\(source)\"></video>\(caption)</figure>"
            }
            guard piece.type.hasPrefix("image/") else {
                return "<figure><a href=\"\(source)\">\(Sheet.escaped(piece.type))</a>\(caption)</figure>"
            }
            return "<figure><img src=\"\(source)\" alt=\"\(alt)\">\(caption)</figure>"
        }
        return "<div class=\"media\">\(pieces.joined())</div>"
    }

    private static func counts(_ post: LivePost) -> String {
        let counts = post.counts
        let named = [
            (counts.likes, "like", "likes"), (counts.reposts, "repost", "reposts"),
            (counts.replies, "reply", "replies"),
        ]
        let pieces = named.map { "<span><b>\($0.0)</b> \($0.0 == 1 ? $0.1 : $0.2)</span>" }
        return "<div class=\"counts\">\(pieces.joined())</div>"
    }

    /// "22 Aug 2026, 07:15 UTC".
    static func time(_ ms: Int64) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_GB")
        format.timeZone = TimeZone(identifier: "UTC")
        format.dateFormat = "d MMM yyyy, HH:mm 'UTC'"
        return format.string(from: Date(timeIntervalSince1970: Double(ms) / 1000))
    }
}

/// The newest posts of a network, for a person who wants to look around.
struct TimelinePage {
    let control: RehearsalControl

    var html: String {
        let look = control.simulator.look
        let posts = control.simulator.ground.listing { $0.kind == .post }.prefix(50)
        let cards = posts.map { post in
            let name = control.people.first { $0.id == post.account }?.name ?? post.handle
            let url = Sheet.escaped(control.url(of: post))
            return """
                <article class="card answer">\(PermalinkPage.who(name: name, handle: post.handle, ms: post.createdAtMs))
                <div class="text">\(Sheet.escaped(post.text))</div>\(PermalinkPage.media(post))\
                <p class="quiet"><a href="\(url)">Open this \(Sheet.escaped(look.postWord))</a></p></article>
                """
        }
        let empty =
            "<div class=\"card\"><h1>Quiet so far</h1><p class=\"quiet\">Nothing has been posted here yet.</p></div>"
        let body = cards.isEmpty ? empty : "<h2>Newest first</h2>" + cards.joined()
        return Sheet(look: look, title: "All posts", body: body).html
    }
}

/// A page that says why there is nothing to see.
struct TroublePage {
    let look: Look
    let title: String
    let text: String

    var html: String {
        let body = "<div class=\"card\"><h1>\(Sheet.escaped(title))</h1><p>\(Sheet.escaped(text))</p></div>"
        return Sheet(look: look, title: title, body: body).html
    }
}
