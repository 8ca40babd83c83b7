import KicauCore

/// The commit of a container and the look after it, alike on Instagram and Threads.
struct StagedPublishing {
    let containers: Containers
    /// "1784…/media_publish"
    let path: String
    /// Lists in which the published post may stand, tried in order.
    let lists: [List]
    /// What is read back: id, permalink, timestamp and the text under `textField`.
    let fields: String
    let textField: String
    /// Does the network take a description of what it is sent?
    let hasAlt: Bool
    /// A list, and what it shows of a post beyond the other fields.
    struct List: ExpressibleByStringLiteral {
        let path: String
        var also: String?

        init(_ path: String, also: String? = nil) {
            self.path = path
            self.also = also
        }

        init(stringLiteral path: String) { self.init(path) }
    }

    var table: ErrorTable { containers.graph.table }
    private var graph: Graph { containers.graph }

    init(
        _ containers: Containers, path: String, lists: [List], fields: String, textField: String,
        hasAlt: Bool = true
    ) {
        self.containers = containers
        self.path = path
        self.lists = lists
        self.fields = fields
        self.textField = textField
        self.hasAlt = hasAlt
    }

    func publish(_ errand: Errand, via line: any Line) async -> Outcome {
        guard let container = errand.container else { return .stageAgain(containers.dead(nil)) }
        let call = graph.post(path, form: [("creation_id", container)], isCommit: true)
        switch await graph.ask(call, unit: containers.units.publish, via: line) {
        case .lost(let failure): return failure.outcome
        case .no(let complaint):
            // What is gone here is the container, and a container that is not there was not published by this call.
            if table.meaning(of: complaint) == .gone { return .stageAgain(containers.dead(complaint.answer)) }
            return table.outcome(of: complaint)
        case .yes(let answer):
            guard let id = answer["id"]?.string else { return table.outcome(of: .unclear(answer, at: errand.now)) }
            return .published(await receipt(id, for: errand, via: line))
        }
    }

    /// Reads the new post back for its address and to compare. Whatever comes of that, it is published.
    private func receipt(_ id: String, for errand: Errand, via line: any Line) async -> Receipt {
        guard
            case .yes(let shown) = await graph.ask(
                graph.get(id, fields: fields), unit: containers.units.read, via: line)
        else {
            return Receipt(remoteID: id, url: nil, extra: published(errand.now))
        }
        return receipt(id, shown, of: errand)
    }

    private func receipt(_ id: String, _ shown: JSONValue, of errand: Errand) -> Receipt {
        Receipt(
            remoteID: id, url: shown["permalink"]?.string, extra: published(errand.now),
            differences: differences(errand.part, shown))
    }

    private func published(_ now: Instant) -> [String: JSONValue] { ["published": .integer(now.ms)] }

    /// Reads a published post back, with its numbers.
    func read(_ published: PublishedPart, counting names: [(metric: Metric, name: String)], via line: any Line) async
        -> Reread
    {
        // Only its container is known, and that says nothing about the post.
        guard !published.receipt.differences.contains(unlistedWords) else { return .notOffered }
        let call = graph.get(published.receipt.remoteID, fields: fields)
        switch await graph.ask(call, unit: containers.units.read, via: line) {
        case .lost(let failure): return failure.reread
        case .no(let complaint): return table.reread(of: complaint)
        case .yes(let shown):
            let insights = Insights(graph: graph, unit: containers.units.read, names: names)
            return .there(
                differences: differences(published.part, shown),
                numbers: await insights.numbers(of: published.receipt.remoteID, via: line))
        }
    }

    private var unlistedWords: Sentence {
        "\(table.network) says it is live, but its list does not show it, so its address is not known."
    }

    func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding {
        guard case .us = doubt.maker else { return await lookByWords(errand, doubt, via: line) }
        guard let container = errand.container else {
            return .absent(Evidence("Nothing was staged, so nothing can have been published.", at: errand.now))
        }
        switch await containers.state(of: container, now: errand.now, via: line) {
        case .lost(let failure): return failure.finding
        case .unclear(let complaint): return table.finding(of: complaint)
        case .published: return await find(errand, doubt, isProven: true, via: line)
        case .gone: return await find(errand, doubt, isProven: false, via: line)
        case .finished:
            return .absent(Evidence("What was staged is ready and was not published.", at: errand.now))
        case .failed, .expired:
            return .absent(Evidence("What was staged is dead and was not published.", at: errand.now))
        case .inProgress:
            return .couldNotLook(until: errand.now + .seconds(30), .notReady(answer: nil))
        }
    }

    /// The lost machine may have staged it anew, and a person stages nothing: what is known of our container proves a yes
    /// and never a no.
    private func lookByWords(_ errand: Errand, _ doubt: Doubt, via line: any Line) async -> Finding {
        guard let container = errand.container else { return await find(errand, doubt, isProven: false, via: line) }
        switch await containers.state(of: container, now: errand.now, via: line) {
        case .lost(let failure): return failure.finding
        case .unclear(let complaint): return table.finding(of: complaint)
        case .published: return await find(errand, doubt, isProven: true, via: line)
        case .gone, .finished, .failed, .expired, .inProgress:
            return await find(errand, doubt, isProven: false, via: line)
        }
    }

    /// Looks for the post of a container that is published, or is no longer known.
    private func find(_ errand: Errand, _ doubt: Doubt, isProven: Bool, via line: any Line) async -> Finding {
        var recent: [JSONValue] = []
        for list in lists {
            let query = [("since", String((doubt.since - Meta.clockDoubt).ms / 1000)), ("limit", "100")]
            let call = graph.get(
                list.path, fields: [fields, list.also].compactMap(\.self).joined(separator: ","), query: query)
            switch await graph.ask(call, unit: containers.units.read, via: line) {
            case .lost(let failure): return failure.finding
            case .no(let complaint): return table.finding(of: complaint)
            case .yes(let answer):
                recent += (answer["data"]?.array ?? []).filter { isNew($0, errand, since: doubt.since) }
            }
        }
        // Without proof, a picture without words is like any other.
        let isTelling = isProven || !errand.part.wireText.isEmpty
        let alike = recent.filter { MetaText.same($0[textField]?.string ?? "", errand.part.wireText) }
        // Stories have no words at all; of two the one of our kind is more likely ours.
        let same = isTelling ? alike.last { isOfKind($0, errand.part) } ?? alike.last : nil
        // With the container as proof, the only new post is ours even if the network has changed its text.
        if let ours = same ?? (isProven && recent.count == 1 ? recent.first : nil), let id = ours["id"]?.string {
            return .found(receipt(id, ours, of: errand))
        }
        guard isProven else {
            // A person may have put it in other words.
            return .notSeen(
                Evidence(
                    "The list shows no post with this text since then.", at: errand.now, compared: recent.count,
                    isBlind: doubt.maker == .person || !isTelling && !alike.isEmpty))
        }
        return unlisted(errand, doubt)
    }

    /// Live for certain, but its list does not show it yet: after an hour it is settled without its address.
    private func unlisted(_ errand: Errand, _ doubt: Doubt) -> Finding {
        guard errand.now >= doubt.since + .hours(1), let container = errand.container else {
            return .couldNotLook(until: errand.now + .minutes(1), .notReady(answer: nil))
        }
        return .found(
            Receipt(
                remoteID: container, url: nil, extra: published(errand.now),
                differences: [unlistedWords]))
    }

    private func isNew(_ shown: JSONValue, _ errand: Errand, since: Instant) -> Bool {
        guard let created = shown["timestamp"]?.string.flatMap(TimeReading.iso) else { return false }
        // Of an answer the network tells what it answers, where it tells anything.
        if let answered = shown.at("replied_to", "id")?.string, let parent = errand.parent, answered != parent.remoteID
        {
            return false
        }
        return created >= since - Meta.clockDoubt && !errand.isKnown(shown["id"]?.string)
    }
}
