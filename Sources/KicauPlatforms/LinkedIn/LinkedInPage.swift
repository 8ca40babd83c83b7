import KicauCore

/// A page of a list as LinkedIn gives it (Rest.li 2.0): its elements, and how many there are in all, where it tells.
struct LinkedInPage {
    let elements: [JSONValue]
    let start: Int
    let total: Int

    /// Elements of a full page.
    static let size = 50

    /// Nil: it is no list.
    init?(_ reply: Reply, from start: Int) {
        guard reply.isSuccess, let body = reply.json, let elements = body["elements"]?.array else { return nil }
        self.elements = elements
        self.start = start
        total = body.at("paging", "total")?.int ?? (elements.count < Self.size ? 0 : start + elements.count + 1)
    }

    /// Where the next page begins; nil: there is none.
    var next: Int? {
        let end = start + elements.count
        return elements.isEmpty || end >= total ? nil : end
    }
}
