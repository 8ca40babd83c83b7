import KicauCore
import KicauPlatforms
import Testing

/// A post for which something is asked of its network, and where the network itself shows that it has it.
struct OptionCase: Sendable, CustomTestStringConvertible {
    /// One option. `{id}`, `{link}`, `{writer}` and `{page}` stand for another post there, its address, its author's number, and the
    /// house's own.
    struct Asked: Sendable {
        let name: String
        let values: [String]
        /// In what the simulator keeps of the post: "poll.options".
        let place: String
        /// Nil: whatever it is, it has to be there.
        let shown: JSONValue?

        init(_ name: String, _ values: [String], at place: String, shows shown: JSONValue?) {
            self.name = name
            self.values = values
            self.place = place
            self.shown = shown
        }
    }

    /// What the post has beside its text.
    enum Media: String, Sendable { case none, picture, film, coverAndFilm }

    let network: String
    let asked: [Asked]
    var media = Media.none
    var text = OptionStage.text
    /// A story has none.
    var hasText = true
    /// What an operator says of the app.
    var app: [String: String] = [:]
    /// What the workspace pays for.
    var plan: String?
    /// What the simulator is set to.
    var settings: JSONValue?

    var chosen: [String: [String]] {
        Dictionary(asked.map { ($0.name, $0.values) }, uniquingKeysWith: { first, _ in first })
    }

    var testDescription: String {
        let words = asked.map { "\($0.name) \($0.values.joined(separator: "/"))" }.joined(separator: ", ")
        let way = app["login"].map { ", by \($0)" } ?? ""
        return "\(network): \(words)\(media == .none ? "" : ", with \(media.rawValue)")\(way)"
    }

    static let all: [OptionCase] = x + facebook + instagram + threads + linkedIn + mastodon + bluesky

    /// Every word that a network offers for a choice, so that a new one is asked for unasked.
    static func words(of option: String, on platform: any Platform) -> [String] {
        guard let kind = platform.rules.options.first(where: { $0.name == option })?.kind else { return [] }
        return switch kind {
        case .choice(let choices), .several(let choices, _): choices.map(\.word)
        case .flag, .link, .lines, .passage, .text: []
        }
    }

    static let yesOrNo = ["Ya", "Tidak"]
}
