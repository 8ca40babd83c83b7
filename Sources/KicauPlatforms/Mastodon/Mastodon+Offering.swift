public import KicauCore

extension Mastodon {
    /// What this account's server takes, as far as it tells. One that was never asked is taken for Mastodon itself.
    public func options(for account: Account) -> [PostOption] {
        let dialect = MastodonDialect(account)
        return Mastodon.options.compactMap(dialect.narrowed)
    }
}

extension MastodonDialect {
    /// Nil: not here.
    fileprivate func narrowed(_ option: PostOption) -> PostOption? {
        switch option.name {
        case "poll":
            guard software.hasPolls else { return nil }
            return PostOption(
                option.name, option.title, .lines(2...polls.mostAnswers, most: polls.longestAnswer),
                about: option.about)
        case "poll_expires_in":
            guard software.hasPolls, case .choice(let all) = option.kind else { return nil }
            let taken = all.filter { Int($0.word).map(polls.seconds.contains) ?? false }
            return taken.isEmpty ? nil : PostOption(option.name, option.title, .choice(taken), about: option.about)
        case "poll_multiple", "poll_hide_totals": return software.hasPolls ? option : nil
        case "spoiler_text":
            guard let most = software.longestWarning else { return option }
            return PostOption(option.name, option.title, .text(most: most), about: option.about)
        case "quote", "quote_approval_policy":
            return traits["software"] == nil || api >= Mastodon.quotesSince ? option : nil
        default: return option  // a name of the list above, not an enum
        }
    }

    /// What the server would not take of a poll or a warning, before anything is sent.
    func broken(_ chosen: ChosenOptions) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if let most = software.longestWarning, let warning = chosen["spoiler_text"], warning.count > most {
            broken.append(
                RuleBroken(
                    "This server takes \(most) characters in a content warning; there are \(warning.count).",
                    do: "Shorten it.", part: 0))
        }
        let answers = chosen.all("poll")
        guard !answers.isEmpty else { return broken }
        guard software.hasPolls else {
            return broken + [
                RuleBroken("This server has no polls.", do: "Leave the poll or this account out.", part: 0)
            ]
        }
        return broken + self.broken(poll: answers, seconds: Mastodon.pollSeconds(chosen))
    }

    private func broken(poll answers: [String], seconds: Int) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if answers.count > polls.mostAnswers {
            broken.append(
                RuleBroken(
                    "This server takes \(polls.mostAnswers) answers in a poll; there are \(answers.count).",
                    do: "Take some out.", part: 0))
        }
        if let longest = answers.map(\.count).max(), longest > polls.longestAnswer {
            broken.append(
                RuleBroken(
                    "An answer of a poll has at most \(polls.longestAnswer) characters on this server; one has \(longest).",
                    do: "Shorten it.", part: 0))
        }
        if !polls.seconds.contains(seconds) {
            let (least, most) = ((polls.seconds.lowerBound + 59) / 60, polls.seconds.upperBound / 60)
            broken.append(
                RuleBroken(
                    "A poll runs for \(least) to \(most) minutes on this server.",
                    do: "Choose another time for it to run.", part: 0))
        }
        return broken
    }
}
