extension [PostOption] {
    /// What any of several accounts may be asked for: as wide as the widest of them, in this order.
    public func kept(by offers: [[PostOption]]) -> [PostOption] {
        compactMap { option in
            let kinds = offers.compactMap { offer in offer.first { $0.name == option.name }?.kind }
            guard !kinds.isEmpty else { return nil }
            return PostOption(option.name, option.title, option.kind.kept(by: kinds), about: option.about)
        }
    }
}

extension PostOption.Kind {
    fileprivate func kept(by kinds: [PostOption.Kind]) -> PostOption.Kind {
        switch self {
        case .choice(let choices): return .choice(choices.filter { choice in kinds.contains { $0.offers(choice) } })
        case .several(let choices, let most):
            return .several(choices.filter { choice in kinds.contains { $0.offers(choice) } }, most: most)
        case .text(let most): return .text(most: kinds.compactMap(\.longest).max() ?? most)
        case .passage(let most): return .passage(most: kinds.compactMap(\.longest).max() ?? most)
        case .lines(let count, let most):
            let counts = kinds.compactMap(\.count)
            let least = counts.map(\.lowerBound).min() ?? count.lowerBound
            let greatest = counts.map(\.upperBound).max() ?? count.upperBound
            return .lines(least...greatest, most: kinds.compactMap(\.longest).max() ?? most)
        case .flag, .link: return self
        }
    }

    private func offers(_ choice: PostOption.Choice) -> Bool {
        switch self {
        case .choice(let choices), .several(let choices, _): choices.contains { $0.word == choice.word }
        case .text, .passage, .flag, .link, .lines: false
        }
    }

    private var longest: Int? {
        switch self {
        case .text(let most), .passage(let most), .lines(_, let most): most
        case .choice, .flag, .link, .several: nil
        }
    }

    private var count: ClosedRange<Int>? {
        switch self {
        case .lines(let count, _): count
        case .choice, .text, .passage, .flag, .link, .several: nil
        }
    }
}
