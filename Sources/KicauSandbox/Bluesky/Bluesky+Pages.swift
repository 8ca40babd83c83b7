import KicauCore

/// What a browser sees: posts, profiles, and the page where people make app passwords.
extension BlueskySimulator {
    func addPages(to routes: inout Routes) {
        routes.on("GET", "/profile/{name}/post/{rkey}", at: .page, postPage)
        routes.on("GET", "/profile/{name}", at: .page, profilePage)
        routes.on("GET", "/settings/app-passwords", at: .page, passwordsPage)
    }

    @Sendable private func postPage(_ call: Call) async throws -> Reply {
        let address = person(named: call["name"]).map {
            RecordAddress(did: $0.id, collection: PostLexicon.collection, rkey: call["rkey"])
        }
        guard let address, let post = ground.livePost(address.description) else {
            let page = TroublePage(look: look, title: "Post not found", text: "It may have been deleted.")
            return .html(page.html, status: 404)
        }
        return .html(PermalinkPage(self, post).html)
    }

    @Sendable private func profilePage(_ call: Call) async throws -> Reply {
        guard let person = person(named: call["name"]) else {
            let page = TroublePage(look: look, title: "Nobody of that name", text: "There is no such profile here.")
            return .html(page.html, status: 404)
        }
        let posts = ground.listing { $0.account == person.id }
        return .html(ProfilePage(look: look, person: person, posts: posts, url: permalink).html)
    }

    @Sendable private func passwordsPage(_ call: Call) async throws -> Reply {
        let cards = ground.people.map { person in
            """
            <div class="card"><div class="who"><span class="face">\(Sheet.escaped(person.initials))</span><div>\
            <b>\(Sheet.escaped(person.name))</b><span class="quiet">@\(Sheet.escaped(person.handle))</span></div></div>\
            <p></p><p>App password: <code>\(appPassword(of: person))</code></p></div>
            """
        }
        let body = """
            <h1>App passwords</h1><p class="quiet">On the real network each person makes these in their own settings. \
            Here everybody has one; copy it into the program that shall post.</p>\(cards.joined())
            """
        return .html(Sheet(look: look, title: "App passwords", body: body).html)
    }
}

/// One person's posts, newest first.
struct ProfilePage {
    let look: Look
    let person: Person
    let posts: [LivePost]
    let url: (LivePost) -> String

    var html: String {
        let cards = posts.prefix(50).map { post in
            """
            <article class="card answer">\
            \(PermalinkPage.who(name: person.name, handle: person.handle, ms: post.createdAtMs))\
            <div class="text">\(Sheet.escaped(post.text))</div>\(PermalinkPage.media(post))\
            <p class="quiet"><a href="\(Sheet.escaped(url(post)))">Open this \(Sheet.escaped(look.postWord))</a></p>\
            </article>
            """
        }
        let body = """
            <div class="card"><div class="who"><span class="face">\(Sheet.escaped(person.initials))</span><div>\
            <b>\(Sheet.escaped(person.name))</b><span class="quiet">@\(Sheet.escaped(person.handle))</span></div></div>\
            <p></p><p>\(Sheet.escaped(person.bio))</p></div>\(cards.joined())
            """
        return Sheet(look: look, title: person.name, body: body).html
    }
}
