import KicauCore

/// A list of what was said, or the rest of one that a reading could not finish.
struct SaidList: Hashable {
    /// "1789…/comments"
    let path: String
    let after: String?
    /// What is older has been read.
    let floor: Instant
    /// The post it stands under, and its address.
    let post: String?
    let url: String?
    /// The comment it stands under.
    let under: String?

    init(
        _ path: String, after: String? = nil, floor: Instant, post: String? = nil, url: String? = nil,
        under: String? = nil
    ) {
        self.path = path
        self.after = after
        self.floor = floor
        self.post = post
        self.url = url
        self.under = under
    }

    func from(_ floor: Instant) -> SaidList {
        SaidList(path, after: after, floor: floor, post: post, url: url, under: under)
    }

    /// The same page once, from the lower of its floors: a long list is met again before its rest is read.
    static func merged(_ lists: [SaidList]) -> [SaidList] {
        var places: [[String?]: Int] = [:]
        var merged: [SaidList] = []
        for list in lists {
            let page = [list.path, list.after]
            guard let place = places[page] else {
                places[page] = merged.count
                merged.append(list)
                continue
            }
            merged[place] = list.from(min(list.floor, merged[place].floor))
        }
        return merged
    }

    /// The next page of an edge, when it has one.
    func rest(_ edge: JSONValue?) -> SaidList? {
        guard edge?.at("paging", "next") != nil, let after = edge?.at("paging", "cursors", "after")?.string else {
            return nil
        }
        return SaidList(path, after: after, floor: floor, post: post, url: url, under: under)
    }

    /// The next page of an edge that has its newest entry first, when it may hold what is not known.
    func rest(_ edge: JSONValue?, newestFirst: Bool) -> SaidList? {
        let last = edge?["data"]?.array?.last?["timestamp"]?.string.flatMap(TimeReading.iso)
        guard newestFirst, let last else { return rest(edge) }
        return last >= floor ? rest(edge) : nil
    }
}

extension SaidList {
    /// As the mark keeps it.
    var stored: JSONValue {
        .members([
            ("list", .string(path)), ("after", after.map(JSONValue.string)), ("floor", .integer(floor.ms)),
            ("post", post.map(JSONValue.string)), ("url", url.map(JSONValue.string)),
            ("under", under.map(JSONValue.string)),
        ])
    }

    init?(stored: JSONValue) {
        guard let path = stored["list"]?.string, let floor = stored["floor"]?.int else { return nil }
        self.init(
            path, after: stored["after"]?.string, floor: Instant(ms: Int64(floor)), post: stored["post"]?.string,
            url: stored["url"]?.string, under: stored["under"]?.string)
    }
}
