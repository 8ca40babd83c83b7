/// One thing an author may ask of a network beyond text and pictures: who may see the post, who may answer it, a poll.
///
/// The composer, the API, the command line and the page of each network are drawn from it.
public struct PostOption: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// One of the network's own words.
        case choice([Choice])
        /// One line, of at most so many characters.
        case text(most: Int)
        /// Several lines that are one value, of at most so many characters.
        case passage(most: Int)
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
    public func broken(by chosen: ChosenOptions) -> [RuleBroken] {
        chosen.values.sorted { $0.key < $1.key }.flatMap { name, values -> [RuleBroken] in
            if let option = first(where: { $0.name == name }) { return option.broken(by: values) }
            let known = map(\.name).sorted().joined(separator: ", ")
            return [
                RuleBroken(
                    "There is no option called \(name).",
                    do: known.isEmpty ? "Leave it out; there are none." : "Choose one of \(known).")
            ]
        }
    }
}

extension PostOption {
    fileprivate func broken(by values: [String]) -> [RuleBroken] {
        switch kind {
        case .choice(let choices): onlyOne(values) + outside(choices, values)
        case .several(let choices, let most): outside(choices, values) + count(values, 0...most)
        case .flag:
            onlyOne(values)
                + values.filter { !["yes", "no"].contains($0) }.map {
                    RuleBroken("\(name) is yes or no, not \($0).", do: "Write yes or no.")
                }
        case .text(let most), .passage(let most): onlyOne(values) + tooLong(values, most)
        case .link:
            onlyOne(values)
                + values.filter { !$0.hasPrefix("https://") && !$0.hasPrefix("http://") }.map {
                    RuleBroken("\(name) is no address: \($0).", do: "Write a whole one, with https:// before it.")
                }
        case .lines(let range, let most): tooLong(values, most) + count(values, range)
        }
    }

    private func onlyOne(_ values: [String]) -> [RuleBroken] {
        values.count <= 1 ? [] : [RuleBroken("\(name) takes one value; there are \(values.count).", do: "Keep one.")]
    }

    private func count(_ values: [String], _ range: ClosedRange<Int>) -> [RuleBroken] {
        range.contains(values.count)
            ? []
            : [
                RuleBroken(
                    "\(name) takes \(range.lowerBound) to \(range.upperBound) values; there are \(values.count).",
                    do: "Write that many.")
            ]
    }

    private func outside(_ choices: [Choice], _ values: [String]) -> [RuleBroken] {
        let known = choices.map(\.word)
        return values.filter { !known.contains($0) }.map {
            RuleBroken(
                "There is no \(name) called \($0).", do: "Choose one of \(known.joined(separator: ", ")).")
        }
    }

    private func tooLong(_ values: [String], _ most: Int) -> [RuleBroken] {
        values.filter { $0.count > most }.map {
            RuleBroken("A value of \(name) has \($0.count) characters; \(most) is the most.", do: "Shorten it.")
        }
    }
}
