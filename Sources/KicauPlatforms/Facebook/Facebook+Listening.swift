public import KicauCore

extension Facebook {
    public func listen(_ listening: Listening, via line: any Line) async -> Heard {
        var reading = Reading(graph: graph(listening.signedIn), listening: listening, line: line)
        return await reading.heard()
    }

    /// One reading of what was said: some calls of a round that goes through the newest posts, their comments, and the
    /// posts that mention the page. A round that is too long for one reading goes on in the next.
    struct Reading {
        let graph: Graph
        let listening: Listening
        let line: any Line
        private var mark: ListeningMark
        private var said: [Said] = []
        private var missing: Settlement.Story?

        static let calls = 5
        static let most = 500
        /// Two lists of posts with the newest comments of each: Meta's pages advise to ask for little at once.
        static let postsAtOnce = 25
        static let commentsAtOnce = 10
        static let listsOfPosts = 2
        static let strandAtOnce = 100

        init(graph: Graph, listening: Listening, line: any Line) {
            self.graph = graph
            self.listening = listening
            self.line = line
            mark = ListeningMark(listening.mark, firstSince: listening.now - Listening.firstReach)
        }

        mutating func heard() async -> Heard {
            if !mark.isUnderWay { mark.begin(mentions: page + "/tagged") }
            for _ in 0..<Reading.calls {
                guard let next = mark.next, said.count + next.most <= Reading.most else { break }
                if let failure = await take(next) {
                    // What was read so far is kept; the next reading goes on where this one stopped.
                    if said.isEmpty { return failure }
                    break
                }
            }
            if mark.next == nil { mark.end() }
            return .said(said, mark: mark.kept, missing: missing)
        }

        private var page: String { listening.signedIn.account.remoteID }

        private mutating func take(_ list: ListeningMark.List) async -> Heard? {
            switch await graph.ask(call(for: list), unit: FacebookUnit.read, via: line) {
            case .lost(let failure): return failure.heard
            case .no(let complaint): return passed(list, complaint)
            case .yes(let answer):
                switch list {
                case .posts: takePosts(answer)
                case .strand(let strand): takeStrand(strand, answer)
                }
                return nil
            }
        }

        private func call(for list: ListeningMark.List) -> Call {
            switch list {
            case .posts(let after):
                return graph.get(
                    page + "/published_posts", fields: Wire.postsWithComments,
                    query: [("limit", String(Reading.postsAtOnce))] + (after.map { [("after", $0)] } ?? []))
            case .strand(let strand):
                let order = [("filter", "stream"), ("order", "reverse_chronological")]
                return graph.get(
                    strand.path, fields: strand.about == nil ? Wire.mentionFields : Wire.saidFields,
                    query: (strand.about == nil ? [] : order) + [("limit", String(Reading.strandAtOnce))]
                        + (strand.after.map { [("after", $0)] } ?? []))
            }
        }

        /// A post that is gone, a cursor that no longer holds, mentions that we may not read: the round goes on
        /// without them, or it would stand there for ever.
        private mutating func passed(_ list: ListeningMark.List, _ complaint: Complaint) -> Heard? {
            let meaning = graph.table.meaning(of: complaint)
            switch list {
            case .strand(let strand) where strand.about == nil && meaning == .permission:
                let refusal = graph.table.refusal(of: complaint)
                missing = Settlement.Story(
                    "Facebook does not let us read the posts that mention this page.", do: refusal.toDo,
                    answer: refusal.answer, status: refusal.status)
            case .strand where [.gone, .invalidContent].contains(meaning): break
            case .posts(.some) where meaning == .invalidContent: break
            case .posts, .strand: return graph.table.heard(of: complaint)
            }
            mark.leave(list)
            return nil
        }

        private mutating func takePosts(_ answer: JSONValue) {
            var strands: [ListeningMark.Strand] = []
            for post in answer["data"]?.array ?? [] {
                guard let id = post["id"]?.string, let comments = post["comments"] else { continue }
                let about = Wire.names(of: post).first { ours.contains($0) } ?? id
                if let after = add(comments, about: about) {
                    strands.append(.init(path: id + "/comments", about: about, after: after))
                }
            }
            mark.readPosts(after: Wire.cursor(of: answer), strands: strands)
        }

        private mutating func takeStrand(_ strand: ListeningMark.Strand, _ answer: JSONValue) {
            let after = add(answer, about: strand.about)
            mark.read(strand, after: after)
        }

        /// Takes in what is new of a list that begins with the newest. Gives the cursor when there may be more of it.
        private mutating func add(_ list: JSONValue, about: String?) -> String? {
            let rows = list["data"]?.array ?? []
            let new = rows.compactMap { row in
                Wire.said(row, about: about, ours: ours).flatMap { $0.at >= mark.since ? $0 : nil }
            }
            said += new.filter { $0.speaker.remoteID != page }
            mark.saw(new.map(\.at).max())
            return rows.count == new.count ? Wire.cursor(of: list) : nil
        }

        private var ours: Set<String> { Set(listening.posts.map(\.remoteID)) }
    }
}
