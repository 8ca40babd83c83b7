import KicauCore

/// What a professional account may see of another: developers.facebook.com, IG User, business_discovery.
extension InstagramSimulator {
    /// Nil: not asked for.
    func discovered(_ field: GraphFields.Field?, for token: Token) throws(GraphError) -> JSONValue? {
        guard let field else { return nil }
        guard Self.isThroughPage(token) else {
            throw .parameter("fields", "Tried accessing nonexisting field (business_discovery)")
        }
        for permission in ["instagram_basic", "instagram_manage_insights", "pages_read_engagement"] {
            try require(permission, token)
        }
        guard let name = field.modifiers["username"] else { throw .missing("username") }
        guard let person = ground.person(handle: name) else { throw Self.noSuchUser(name) }
        return .object([
            "id": .string(person.id), "username": .string(person.handle), "name": .string(person.name),
            "biography": .string(person.bio), "followers_count": .integer(Int64(person.followers)),
        ])
    }

    private static func noSuchUser(_ name: String) -> GraphError {
        GraphError(400, 110, 2_207_013, "Invalid user id")
            .told("Cannot find User", "The user with username: \(name) cannot be found.")
    }
}
