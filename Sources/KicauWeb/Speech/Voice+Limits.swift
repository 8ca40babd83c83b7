import KicauCore
import KicauPublish

/// The networks' windows in words.
extension Voice {
    /// "60 % of what LinkedIn lets through for POST /rest/posts is used (@kedai): 60 of 100."
    func sentence(of limit: LimitWarningDetail) -> String {
        let (warning, key) = (limit.warning, limit.warning.key)
        let what = LimitLine.words(key.what).map(say) ?? key.what
        let whose = limit.account?.handle ?? say(LimitLine.binder(key.binds))
        let (used, most) = (number(warning.used), number(warning.most))
        return say(
            "\(number(warning.percent)) % of what \(limit.network) lets through for \(what) is used (\(whose)): \(used) of \(most)."
        )
    }

    /// What comes of it if nobody does anything.
    func consequence(of limit: LimitWarningDetail) -> String {
        guard let resets = limit.warning.resets else {
            return say("When it is used up, calls wait until enough of it has come back.")
        }
        return say("When it is used up, calls wait until it turns: \(dayAndClock(wall(resets))).")
    }
}
