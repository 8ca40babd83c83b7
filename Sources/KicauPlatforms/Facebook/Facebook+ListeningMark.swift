import KicauCore

extension Facebook {
    /// How far listening has come: what was said before `since` is known, and what of the present round is still to be
    /// read.
    struct ListeningMark {
        /// A list of what others said that goes on: the comments of a post, or the posts that mention the page.
        struct Strand: Equatable {
            let path: String
            /// The post of ours it is about; nil: they mention us elsewhere.
            let about: String?
            let after: String?
        }

        /// What is to be read next.
        enum List {
            case posts(after: String?)
            case strand(Strand)

            /// So many words it can bring.
            var most: Int {
                switch self {
                case .posts: Reading.postsAtOnce * Reading.commentsAtOnce
                case .strand: Reading.strandAtOnce
                }
            }
        }

        /// Lists lag, and clocks differ: so much is heard twice, which does no harm.
        static let overlap = Duration.minutes(10)

        private(set) var since: Instant
        private var newest: Instant
        /// How many lists of posts this round still has.
        private var listsLeft: Int
        private var postsAfter: String?
        private var strands: [Strand]

        init(_ kept: [String: JSONValue], firstSince: Instant) {
            since = kept["since"].flatMap(Self.instant) ?? firstSince
            newest = kept["newest"].flatMap(Self.instant) ?? since
            listsLeft = kept["lists"]?.int ?? 0
            postsAfter = kept["posts"]?.string
            strands = (kept["strands"]?.array ?? []).compactMap(Strand.init)
        }

        var kept: [String: JSONValue] {
            var kept: [String: JSONValue] = ["since": .integer(since.ms)]
            guard isUnderWay else { return kept }
            kept["newest"] = .integer(newest.ms)
            kept["lists"] = .integer(Int64(listsLeft))
            kept["posts"] = postsAfter.map(JSONValue.string)
            kept["strands"] = .array(strands.map(\.json))
            return kept
        }

        var isUnderWay: Bool { listsLeft > 0 || !strands.isEmpty }

        mutating func begin(mentions path: String) {
            newest = since
            listsLeft = Reading.listsOfPosts
            postsAfter = nil
            strands = [Strand(path: path, about: nil, after: nil)]
        }

        /// The posts first: their newest comments come with them.
        var next: List? {
            if listsLeft == Reading.listsOfPosts { return .posts(after: nil) }
            if let strand = strands.first { return .strand(strand) }
            return listsLeft > 0 ? .posts(after: postsAfter) : nil
        }

        mutating func saw(_ time: Instant?) { newest = max(newest, time ?? newest) }

        mutating func readPosts(after cursor: String?, strands found: [Strand]) {
            strands += found
            listsLeft = cursor == nil ? 0 : listsLeft - 1
            postsAfter = cursor
        }

        mutating func read(_ strand: Strand, after cursor: String?) {
            strands.removeAll { $0 == strand }
            guard let cursor else { return }
            strands.append(Strand(path: strand.path, about: strand.about, after: cursor))
        }

        mutating func leave(_ list: List) {
            switch list {
            case .posts: listsLeft = 0
            case .strand(let strand): strands.removeAll { $0 == strand }
            }
        }

        mutating func end() { since = max(since, newest - Self.overlap) }

        private static func instant(_ value: JSONValue) -> Instant? { value.int.map { Instant(ms: Int64($0)) } }
    }
}

extension Facebook.ListeningMark.Strand {
    init?(_ kept: JSONValue) {
        guard let path = kept["path"]?.string else { return nil }
        self.init(path: path, about: kept["about"]?.string, after: kept["after"]?.string)
    }

    var json: JSONValue {
        .members([
            ("path", .string(path)), ("about", about.map(JSONValue.string)), ("after", after.map(JSONValue.string)),
        ])
    }
}
