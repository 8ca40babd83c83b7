import KicauCore
import KicauPublish

/// What single networks are asked for, in the composer's form.
extension Composing {
    /// Each option's field is named by a hidden one, so that none is taken from a form that did not show it. A field of
    /// lines holds a value on each.
    static func options(_ form: Form) -> [PlatformID: ChosenOptions] {
        var found: [PlatformID: [String: [String]]] = [:]
        let areLines = Set(form.all("option-lines"))
        for field in form.all("option").prefix(Composing.mostOptions) {
            let halves = field.split(separator: ".", maxSplits: 1).map(String.init)
            guard halves.count == 2 else { continue }
            let said = form.all("option-\(field)")
            let values =
                areLines.contains(field)
                ? said.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) } : said
            found[PlatformID(halves[0]), default: [:]][halves[1]] = values.map(\.trimmingWhitespace).filter {
                !$0.isEmpty
            }
        }
        return found.mapValues { ChosenOptions($0) }.filter { !$0.value.isEmpty }
    }

    private static let mostOptions = 200

    /// A network that no chosen account is on is asked for nothing.
    func optionsOfChosen(in known: [AccountSummary]) -> [PlatformID: ChosenOptions] {
        let networks = Set(known.filter { accounts.contains($0.id) }.map(\.platform))
        return options.filter { networks.contains($0.key) }
    }
}

extension ComposePage {
    /// What one network may be asked for.
    struct Network: Sendable {
        let network: String
        let networkName: String
        /// Something is chosen already.
        let isAsked: Bool
        let asked: [Asked]
    }

    /// One option with what was chosen.
    struct Asked: Sendable {
        /// "mastodon.visibility"
        let field: String
        let title: String
        let about: String?
        let isChoice: Bool
        let isSeveral: Bool
        let isFlag: Bool
        let isLines: Bool
        let isPassage: Bool
        let isText: Bool
        let isOn: Bool
        let value: String
        let most: Int
        let choices: [Choice]
    }

    struct Choice: Sendable {
        let word: String
        let title: String
        let isChosen: Bool
    }

    static func networks(_ offered: [OfferedOptions], _ composing: Composing, _ voice: Voice) -> [Network] {
        offered.map { offer in
            let chosen = composing.options[offer.platform] ?? ChosenOptions()
            return Network(
                network: Networks.mark(offer.platform), networkName: offer.name, isAsked: !chosen.isEmpty,
                asked: offer.options.map { Asked($0, on: offer.platform, chosen, voice) })
        }
    }
}

extension ComposePage.Asked {
    fileprivate init(_ option: PostOption, on platform: PlatformID, _ chosen: ChosenOptions, _ voice: Voice) {
        field = "\(platform).\(option.name)"
        title = voice.say(option.title)
        about = option.about.map(voice.say)
        isOn = chosen.isOn(option.name)
        let said = chosen.all(option.name)
        var (offered, most): ([PostOption.Choice], Int) = ([], 2000)
        var (isChoice, isSeveral, isFlag, isLines, isPassage) = (false, false, false, false, false)
        switch option.kind {
        case .choice(let choices): (offered, isChoice) = (choices, true)
        case .several(let choices, _): (offered, isSeveral) = (choices, true)
        case .flag: isFlag = true
        case .lines(let count, let each): (most, isLines) = (count.upperBound * (each + 1), true)
        case .text(let longest): most = longest
        case .passage(let longest): (most, isPassage) = (longest, true)
        case .link: break
        }
        choices = offered.map {
            ComposePage.Choice(word: $0.word, title: voice.say($0.title), isChosen: said.contains($0.word))
        }
        value = said.joined(separator: "\n")
        self.most = most
        self.isChoice = isChoice
        self.isSeveral = isSeveral
        self.isFlag = isFlag
        self.isLines = isLines
        self.isPassage = isPassage
        isText = !isChoice && !isSeveral && !isFlag && !isLines && !isPassage
    }
}
