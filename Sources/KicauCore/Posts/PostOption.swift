/// One thing an author may ask of a network beyond text and pictures: who may see the post, who may answer it, a poll.
///
/// The composer, the API, the command line and the page of each network are drawn from it.
public struct PostOption: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// One of the network's own words.
        case choice([Choice])
        /// One line, of at most so many characters.
        case text(most: Int)
        case flag
        /// An address on the web.
        case link
        /// So many lines, each of at most so many characters: the answers of a poll.
        case lines(ClosedRange<Int>, most: Int)
        /// Up to so many of the network's own words.
        case several([Choice], most: Int)
    }

    public struct Choice: Hashable, Sendable {
        /// As the network writes it.
        public let word: String
        public let title: Sentence

        public init(_ word: String, _ title: Sentence) {
            self.word = word
            self.title = title
        }
    }

    /// As the network's own API names it: "visibility", "reply_settings".
    public let name: String
    public let title: Sentence
    public let kind: Kind
    /// What comes of it, where the title does not say.
    public let about: Sentence?

    public init(_ name: String, _ title: Sentence, _ kind: Kind, about: Sentence? = nil) {
        self.name = name
        self.title = title
        self.kind = kind
        self.about = about
    }
}

/// What an author chose for one network: each option's values by its name; what is not named is as the network has it.
public struct ChosenOptions: Hashable, Sendable, Codable {
    public private(set) var values: [String: [String]]

    public init(_ values: [String: [String]] = [:]) { self.values = values.filter { !$0.value.isEmpty } }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([String: [String]].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }

    public var isEmpty: Bool { values.isEmpty }

    public subscript(name: String) -> String? { values[name]?.first }
    public func all(_ name: String) -> [String] { values[name] ?? [] }
    /// A flag is raised by any value but "no".
    public func isOn(_ name: String) -> Bool { self[name].map { $0 != "no" } ?? false }
}

extension [PostOption] {
    /// What of a choice the network would not take, before anything is sent.
    public func broken(by chosen: ChosenOptions, network: String) -> [RuleBroken] {
        chosen.values.sorted { $0.key < $1.key }.flatMap { name, values -> [RuleBroken] in
            guard let option = first(where: { $0.name == name }) else {
                let known = map(\.name).sorted().joined(separator: ", ")
                return [
                    RuleBroken(
                        "\(network) has no option called \(name).",
                        do: known.isEmpty ? "Leave it out; there are none." : "Choose one of \(known).")
                ]
            }
            return option.broken(by: values, network: network)
        }
    }
}

extension PostOption {
    fileprivate func broken(by values: [String], network: String) -> [RuleBroken] {
        switch kind {
        case .choice(let choices): onlyOne(values, network) + outside(choices, values, network)
        case .several(let choices, let most):
            outside(choices, values, network)
                + (values.count <= most
                    ? []
                    : [
                        RuleBroken(
                            "\(network) takes at most \(most) of \(name); there are \(values.count).",
                            do: "Take some out.")
                    ])
        case .flag:
            onlyOne(values, network)
                + values.filter { !["yes", "no"].contains($0) }.map {
                    RuleBroken("\(name) on \(network) is yes or no, not \($0).", do: "Write yes or no.")
                }
        case .text(let most): onlyOne(values, network) + tooLong(values, most, network)
        case .link:
            onlyOne(values, network)
                + values.filter { !$0.hasPrefix("https://") && !$0.hasPrefix("http://") }.map {
                    RuleBroken(
                        "\(name) on \(network) is no address: \($0).", do: "Write a whole one, with https:// before it."
                    )
                }
        case .lines(let count, let most):
            tooLong(values, most, network)
                + (count.contains(values.count)
                    ? []
                    : [
                        RuleBroken(
                            "\(network) takes \(count.lowerBound) to \(count.upperBound) lines of \(name); there are \(values.count).",
                            do: "Write that many, each on a line of its own.")
                    ])
        }
    }

    private func onlyOne(_ values: [String], _ network: String) -> [RuleBroken] {
        values.count <= 1
            ? []
            : [RuleBroken("\(network) takes one value of \(name); there are \(values.count).", do: "Keep one.")]
    }

    private func outside(_ choices: [Choice], _ values: [String], _ network: String) -> [RuleBroken] {
        let known = choices.map(\.word)
        return values.filter { !known.contains($0) }.map {
            RuleBroken(
                "\(network) knows no \(name) called \($0).",
                do: "Choose one of \(known.joined(separator: ", ")).")
        }
    }

    private func tooLong(_ values: [String], _ most: Int, _ network: String) -> [RuleBroken] {
        values.filter { $0.count > most }.map {
            RuleBroken(
                "\(name) on \(network) has \($0.count) characters; \(most) is the most.", do: "Shorten it.")
        }
    }
}
