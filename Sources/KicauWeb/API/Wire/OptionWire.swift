import KicauCore

/// What was chosen for one network beyond text and pictures.
struct OptionWire: Codable, Sendable {
    let network: String
    let name: String
    let values: [String]

    static func list(_ post: Post) -> [OptionWire]? {
        let found = post.options.flatMap { platform, chosen in
            chosen.values.map { OptionWire(network: platform.raw, name: $0.key, values: $0.value) }
        }
        return found.isEmpty ? nil : found.sorted { ($0.network, $0.name) < ($1.network, $1.name) }
    }

    /// Said twice, the values are joined.
    static func chosen(_ options: [OptionWire]?) -> [PlatformID: ChosenOptions] {
        Dictionary(grouping: options ?? [], by: \.network).reduce(into: [:]) { chosen, group in
            chosen[PlatformID(group.key)] = ChosenOptions(
                Dictionary(group.value.map { ($0.name, $0.values) }, uniquingKeysWith: { $0 + $1 }))
        }
    }

    static let shape = Shape.named(
        "Option",
        .object([
            .must("network", .text(most: 40), "The network's short name", like: "mastodon"),
            .must("name", .text(most: 60), "As the network's own list names it", like: "visibility"),
            .must(
                "values", .list(.text(most: 10_000), 0...50), "One value; the answers of a poll are several",
                like: ["unlisted"]),
        ]))
}

/// An option that a network offers.
struct OptionOfferWire: Encodable, Sendable {
    let name: String
    let title: String
    let kind: String
    let words: [String]
    let most: Int?

    init(_ option: PostOption) {
        name = option.name
        title = option.title.description
        switch option.kind {
        case .choice(let choices): (kind, words, most) = ("choice", choices.map(\.word), nil)
        case .several(let choices, let most): (kind, words, self.most) = ("several", choices.map(\.word), most)
        case .text(let most): (kind, words, self.most) = ("text", [], most)
        case .passage(let most): (kind, words, self.most) = ("passage", [], most)
        case .flag: (kind, words, most) = ("flag", ["yes", "no"], nil)
        case .link: (kind, words, most) = ("link", [], nil)
        case .lines(let count, _): (kind, words, most) = ("lines", [], count.upperBound)
        }
    }

    static let shape = Shape.named(
        "OptionOffer",
        .object([
            .must("name", .text(most: 60), "As the network's own API names it", like: "visibility"),
            .must("title", .text(most: 200), "In words", like: "Who may see it"),
            .must(
                "kind", .word(["choice", "several", "text", "passage", "flag", "link", "lines"]),
                "What its values look like", like: "choice"),
            .must("words", .list(.text(most: 100), 0...50), "The values there are, where they are few"),
            .may("most", .count, "How many characters of a text, or how many values", like: 25),
        ]))
}
