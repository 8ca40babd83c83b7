import KicauCore

/// Reading a poll, and voting in it.
extension MastodonSimulator {
    func addPollRoutes(to routes: inout Routes) {
        routes.on("GET", "/api/v1/polls/{id}", at: .read, readPoll)
        routes.on("POST", "/api/v1/polls/{id}/votes", at: .commit, vote)
    }

    private func poll(_ id: String, for person: Person?) throws -> (post: LivePost, poll: JSONValue) {
        let post = try visible(String(id.dropFirst(MastodonPoll.prefix.count)), to: person)
        guard id.hasPrefix(MastodonPoll.prefix), let poll = post.own["poll"] else { throw MastodonError.notFound }
        return (post, poll)
    }

    @Sendable private func readPoll(_ call: Call) async throws -> Reply {
        let guest = try guest(in: call)
        let (post, poll) = try poll(call["id"], for: guest.person)
        return Reply.json(MastodonPoll.shown(poll, of: post, nowMs: ground.nowMs)).countedBy(guest.standing)
    }

    @Sendable private func vote(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "write:statuses")
        let (post, poll) = try poll(call["id"], for: caller.person)
        let choices = MastodonForm(call).list("choices").compactMap { Int($0) }
        let voters = (poll["voters"]?.array ?? []).compactMap(\.string)
        guard post.account != caller.person.id else {
            throw MastodonError.validation("You can't vote in your own polls")
        }
        guard !voters.contains(caller.person.id) else {
            throw MastodonError.validation("You have already voted on this poll")
        }
        guard ground.nowMs < MastodonPoll.ends(poll, of: post) else {
            throw MastodonError.validation("The poll has already ended")
        }
        let answers = poll["answers"]?.array?.count ?? 0
        guard !choices.isEmpty, choices.allSatisfy({ (0..<answers).contains($0) }),
            choices.count == 1 || poll["multiple"]?.bool == true
        else { throw MastodonError.validation("Choice is invalid") }
        var members = poll.object ?? [:]
        var votes = MastodonPoll.votes(poll)
        for choice in choices { votes[choice] += 1 }
        members["votes"] = .array(votes.map { .integer(Int64($0)) })
        members["voters"] = .array((voters + [caller.person.id]).map(JSONValue.string))
        let kept = JSONValue.object(members)
        ground.changePost(post.id) { $0.own["poll"] = kept }
        return Reply.json(MastodonPoll.shown(kept, of: post, nowMs: ground.nowMs)).countedBy(caller.standing)
    }
}
