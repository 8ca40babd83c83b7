import KicauCore

/// `targeting`: the countries in which a post is shown.
enum FacebookAudience {
    static func targeting(_ asked: GraphCall) throws(GraphError) -> JSONValue? {
        guard let text = asked["targeting"] else { return nil }
        guard let targeting = GraphCall.json(text), let countries = targeting["geo_locations"]?["countries"]?.array,
            !countries.isEmpty, countries.allSatisfy({ isCountry($0.string ?? "") })
        else { throw .parameter("targeting", "Param targeting must hold geo_locations with known countries") }
        return targeting
    }

    private static func isCountry(_ code: String) -> Bool {
        code.utf8.count == 2 && code.utf8.allSatisfy { (65...90).contains($0) }
    }
}
