/// All posts of a network, in the order they took effect, found by id.
struct PostBook: Sendable, Codable {
    private(set) var all: [LivePost] = []
    private var places: [String: Int] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
        for post in try [LivePost](from: decoder) { add(post) }
    }

    func encode(to encoder: any Encoder) throws { try all.encode(to: encoder) }

    mutating func add(_ post: LivePost) {
        places[post.id] = all.count
        all.append(post)
    }

    /// Reads or changes a post; a missing one stays missing.
    subscript(id: String) -> LivePost? {
        get { places[id].map { all[$0] } }
        set {
            guard let place = places[id], let newValue else { return }
            all[place] = newValue
        }
    }
}
