import KicauCore

/// Who sees a post, who rather sees it, where it was made and who was there.
enum FacebookAudience {
    /// The parameters it reads, of posts; videos and reels take fewer of them.
    static let parameters: Set<String> = ["targeting", "feed_targeting", "place", "tags"]

    static func own(_ asked: GraphCall) throws(GraphError) -> [String: JSONValue] {
        var own: [String: JSONValue] = [:]
        own["targeting"] = try targeting(asked)
        own["feed_targeting"] = try feedTargeting(asked)
        own["place"] = try place(asked)
        own["tags"] = try tags(asked)
        return own
    }

    private static func targeting(_ asked: GraphCall) throws(GraphError) -> JSONValue? {
        guard let text = asked["targeting"] else { return nil }
        let targeting = GraphCall.json(text)
        let members = targeting?.object ?? [:]
        let isOld = members["age_min"].map { [13, 15, 18, 21, 25].contains($0.int) } ?? true
        guard !members.isEmpty, Set(members.keys).isSubset(of: ["geo_locations", "age_min"]), isOld,
            members["geo_locations"].map(arePlaces) ?? true
        else { throw .parameter("targeting", "Param targeting must hold geo_locations with known places, or age_min") }
        return targeting
    }

    private static func feedTargeting(_ asked: GraphCall) throws(GraphError) -> JSONValue? {
        guard let text = asked["feed_targeting"] else { return nil }
        let targeting = GraphCall.json(text)
        let members = targeting?.object ?? [:]
        let known: Set = ["geo_locations", "age_min", "age_max", "genders", "locales"]
        let ages = ["age_min", "age_max"].compactMap { members[$0] }
        guard !members.isEmpty, Set(members.keys).isSubset(of: known), members["geo_locations"].map(arePlaces) ?? true,
            ages.allSatisfy({ (13...65).contains($0.int ?? 0) }),
            members["genders"].map({ $0.array?.allSatisfy { [1, 2].contains($0.int) } ?? false }) ?? true,
            members["locales"].map({ $0.array?.allSatisfy { $0.int != nil } ?? false }) ?? true
        else { throw .parameter("feed_targeting", "Param feed_targeting holds what is not known") }
        return targeting
    }

    private static func arePlaces(_ places: JSONValue) -> Bool {
        let members = places.object ?? [:]
        return !members.isEmpty
            && members.allSatisfy { kind, list in
                guard let list = list.array, !list.isEmpty else { return false }
                switch kind {
                case "countries": return list.allSatisfy { isCountry($0.string ?? "") }
                case "regions", "cities": return list.allSatisfy { isNumber($0["key"]?.string ?? "") }
                default: return false  // a name from outside
                }
            }
    }

    private static func place(_ asked: GraphCall) throws(GraphError) -> JSONValue? {
        guard let place = asked["place"] else { return nil }
        guard isNumber(place) else { throw .parameter("place", "Param place must be the ID of a Page") }
        return ["id": .string(place)]
    }

    private static func tags(_ asked: GraphCall) throws(GraphError) -> JSONValue? {
        guard asked["tags"] != nil else { return nil }
        let people = asked.list("tags")
        guard asked["place"] != nil else { throw .parameter("tags", "tags cannot be specified without a place") }
        guard people.allSatisfy(isNumber) else { throw .parameter("tags", "tags must be IDs") }
        return .array(people.map(JSONValue.string))
    }

    private static func isCountry(_ code: String) -> Bool {
        code.utf8.count == 2 && code.utf8.allSatisfy { (65...90).contains($0) }
    }

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
    }
}
