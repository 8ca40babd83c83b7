/// Somebody with an account on a rehearsal network.
public struct Person: Sendable, Hashable, Codable {
    /// The network's own id: what `account` means in every control route.
    public var id: String
    public var handle: String
    public var name: String
    public var kind: Kind
    public var bio: String
    /// Who may act for a page or an organisation: ids of persons.
    public var managers: [String]
    public var followers: Int

    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable { case person, page, organisation }

    public init(
        id: String, handle: String, name: String, kind: Kind = .person, bio: String = "", managers: [String] = [],
        followers: Int = 0
    ) {
        self.id = id
        self.handle = handle
        self.name = name
        self.kind = kind
        self.bio = bio
        self.managers = managers
        self.followers = followers
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        id = try box.decode(String.self, forKey: .id)
        handle = try box.decode(String.self, forKey: .handle)
        name = try box.decodeIfPresent(String.self, forKey: .name) ?? handle
        kind = try box.decodeIfPresent(Kind.self, forKey: .kind) ?? .person
        bio = try box.decodeIfPresent(String.self, forKey: .bio) ?? ""
        managers = try box.decodeIfPresent([String].self, forKey: .managers) ?? []
        followers = try box.decodeIfPresent(Int.self, forKey: .followers) ?? 0
    }

    /// Does the name, or a later word of it, begin with this? In lower case.
    func isNamed(from beginning: String) -> Bool {
        let name = name.lowercased()
        return name.hasPrefix(beginning) || name.split(separator: " ").contains { $0.hasPrefix(beginning) }
    }

    /// One or two letters for a picture of the person.
    var initials: String { name.split(separator: " ").prefix(2).compactMap(\.first).map(String.init).joined() }
}
