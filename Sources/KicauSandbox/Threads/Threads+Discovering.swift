import KicauCore

/// Looking for people, threads and places, and embedding.
extension ThreadsSimulator {
    func discoveringRoutes() -> [GraphRoute] {
        [
            GraphRoute(method: "GET", pattern: "profile_lookup", takes: ["username"], place: .read, handler: lookUp),
            GraphRoute(
                method: "GET", pattern: "profile_posts", takes: ["username"], place: .read, handler: profilePosts),
            GraphRoute(
                method: "GET", pattern: "keyword_search", takes: ["q", "search_type", "search_mode"], place: .read,
                handler: search
            ),
            GraphRoute(
                method: "GET", pattern: "location_search", takes: ["q", "latitude", "longitude"], place: .read,
                handler: places
            ),
            GraphRoute(method: "GET", pattern: "oembed", takes: ["url"], place: .read, handler: embed),
        ]
    }

    private func person(_ asked: GraphCall) throws(GraphError) -> Person {
        try require("threads_profile_discovery", try session(asked))
        let name = try asked.required("username")
        guard let person = ground.person(handle: name) else { throw ThreadsErrors.missing(name) }
        return person
    }

    @Sendable private func lookUp(_ asked: GraphCall) throws -> JSONValue {
        let person = try person(asked)
        return try asked.fields(usual: "username,name,biography,is_verified").picked(from: profile(person))
    }

    @Sendable private func profilePosts(_ asked: GraphCall) throws -> JSONValue {
        let person = try person(asked)
        return try list(asked) { $0.account == person.id && $0.kind == .post }
    }

    @Sendable private func search(_ asked: GraphCall) throws -> JSONValue {
        try require("threads_keyword_search", try session(asked))
        let wanted = try asked.required("q").lowercased()
        let isTag = asked["search_mode"] == "TAG"
        return try list(asked) { post in
            isTag ? post.own["topic_tag"]?.string?.lowercased() == wanted : post.text.lowercased().contains(wanted)
        }
    }

    /// Developers.facebook.com, Threads, Location Tagging, as stored: words or a point or both.
    @Sendable private func places(_ asked: GraphCall) throws -> JSONValue {
        try require("threads_location_tagging", try session(asked))
        let latitude = asked["latitude"].flatMap { Double($0) }
        let longitude = asked["longitude"].flatMap { Double($0) }
        let point = latitude.flatMap { north in longitude.map { (latitude: north, longitude: $0) } }
        let words = asked["q"].flatMap { $0.isEmpty ? nil : $0 }
        guard words != nil || point != nil else { throw GraphError.missing("q") }
        let fields = try asked.fields(usual: "id,name,address,city,country,latitude,longitude,postal_code")
        return ["data": .array(ThreadsPlace.found(words, near: point).map { fields.picked(from: $0.whole) })]
    }

    @Sendable private func embed(_ asked: GraphCall) throws -> JSONValue {
        let value = try asked.required("access_token")
        if !isAppToken(value) { _ = try session(asked) }
        let url = try asked.required("url")
        let code = url.split(separator: "/").last.map(String.init) ?? ""
        guard let post = post(shortcode: code) else { throw ThreadsErrors.missing(url) }
        let link = Sheet.escaped(permalink(of: post))
        let text = Sheet.escaped(post.text)
        let html = "<blockquote cite=\"\(link)\">\(text) <a href=\"\(link)\">@\(post.handle)</a></blockquote>"
        return ["type": "rich", "version": "1.0", "html": .string(html), "provider_name": "Threads"]
    }
}
