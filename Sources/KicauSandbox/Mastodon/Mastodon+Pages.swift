import KicauCore

/// What a browser sees: posts and profiles.
extension MastodonSimulator {
    func addPages(to routes: inout Routes) {
        routes.on("GET", "/notice/{id}", at: .page, noticePage)
        routes.on("GET", "/{handle}/statuses/{id}", at: .page, postPage)
        routes.on("GET", "/{handle}/{id}", at: .page, postPage)
        routes.on("GET", "/{handle}", at: .page, profilePage)
    }

    /// The person at `/@handle`.
    private func person(at segment: String) -> Person? {
        segment.hasPrefix("@") ? ground.person(handle: String(segment.dropFirst())) : nil
    }

    /// Pleroma's and Akkoma's addresses name nobody.
    @Sendable private func noticePage(_ call: Call) async throws -> Reply {
        var call = call
        call.names["handle"] = "@" + (ground.livePost(call["id"])?.handle ?? "")
        return try await postPage(call)
    }

    @Sendable private func postPage(_ call: Call) async throws -> Reply {
        guard let person = person(at: call["handle"]) else { return notFound(call) }
        guard let post = ground.livePost(call["id"]), post.account == person.id, isVisible(post, to: nil) else {
            let page = TroublePage(look: look, title: "Post not found", text: "It may have been deleted.")
            return .html(page.html, status: 404)
        }
        let spoiler = post.own["spoiler"]?.string ?? ""
        let shown = spoiler.isEmpty ? post.text : "\(spoiler)\n\n\(post.text)"
        return .html(PermalinkPage(self, post, shownText: shown).html)
    }

    @Sendable private func profilePage(_ call: Call) async throws -> Reply {
        guard let person = person(at: call["handle"]) else { return notFound(call) }
        let posts = ground.listing { $0.account == person.id }.filter { isVisible($0, to: nil) }
        return .html(ProfilePage(look: look, person: person, posts: posts, url: permalink).html)
    }
}
