import KicauCore

/// One handler serves all servers of the family: what a server has not is not there, and what it refuses is said its way.
extension MastodonSimulator {
    var plays: MastodonServer { store.read { $0.rules.plays } }

    func addDialects(of all: Routes, to routes: inout Routes) {
        for route in all.all {
            routes.on(route.method, "/" + route.pattern.joined(separator: "/"), placing: route.placing) { call in
                try await played(call, by: route.handler)
            }
        }
    }

    private func played(_ call: Call, by handler: Routes.Handler) async throws -> Reply {
        let server = plays
        guard server.has(call.method, call.path) else { throw Self.said(MastodonError.notFound, by: server) }
        var call = call
        if let id = call.names["id"] { call.names["id"] = numbered(id) }
        do {
            return try await handler(call)
        } catch let refused as Refused {
            throw Self.said(refused, by: server)
        }
    }

    /// snac looks at the end of an id alone: its beginning is a time, which an edit changes.
    func numbered(_ id: String) -> String {
        guard plays.renumbers, ground.post(id) == nil else { return id }
        return ground.listing { $0.id.suffix(32) == id.suffix(32) }.first?.id ?? id
    }

    /// The id under which a status is shown.
    func number(of post: LivePost) -> String {
        guard plays.renumbers, let edited = post.own["edited_ms"]?.int else { return post.id }
        return String(edited / 1000) + post.id.suffix(32)
    }

    private static func said(_ refused: Refused, by server: MastodonServer) -> Refused {
        guard let words = JSONValue(reading: refused.reply.body)?["error"]?.string else { return refused }
        let status = refused.reply.status
        switch server {
        case .mastodon, .pleroma, .akkoma, .snac: return refused
        case .gotosocial:
            guard status == 422 else { return refused }
            return Refused(.json(["error": .string("Bad Request: \(words)")], status: 400))
        case .pixelfed:
            // Its framework's own shape; what OAuth says stays as it is.
            guard status != 401, JSONValue(reading: refused.reply.body)?["error_description"] == nil else {
                return refused
            }
            var reply = Reply.json(["message": .string(words)], status: status)
            reply.headers += refused.reply.headers.filter { $0.name != "Content-Type" }
            return Refused(reply)
        }
    }

    /// A status in the shape of the server that is played.
    func inDialect(_ status: [String: JSONValue]) -> [String: JSONValue] {
        var status = status
        let server = plays
        if !server.keepsQuotes {
            for name in ["quote", "quote_approval", "quotes_count"] { status[name] = nil }
        }
        switch server {
        case .mastodon, .gotosocial, .pleroma, .akkoma: break
        case .pixelfed:
            // An empty text where others show null, and no language on reading: see docs/platforms/mastodon.md.
            if status["in_reply_to_id"] == .null { status["in_reply_to_id"] = "" }
            status["language"] = .null
        case .snac:
            status["language"] = "en"
            for name in ["edited_at", "application", "poll"] { status[name] = nil }
        }
        return status
    }
}

extension MastodonDraft {
    /// What a server keeps of what it was asked for. It says yes all the same.
    func kept(by server: MastodonServer) -> MastodonDraft {
        var copy = self
        if !server.keepsPolls { copy.poll = nil }
        if !server.keepsHiddenCounts { copy.poll?.hidesTotals = false }
        if !server.keepsLanguage { copy.language = "en" }
        if !server.keepsQuotes { (copy.quotedID, copy.quotePolicy) = (nil, "public") }
        if !namesVisibility { copy.visibility = server.visibility }
        return copy
    }

    /// What only some servers refuse.
    func flaw(on server: MastodonServer) -> Refused? {
        if server.needsPicture, mediaIDs.isEmpty, parentID == nil {
            return MastodonError.refused(403, "Empty statuses are not allowed")
        }
        if server == .pixelfed, spoiler.count > 140 {
            return MastodonError.refused(422, "The spoiler text must not be greater than 140 characters.")
        }
        return nil
    }
}
