import KicauCore
import KicauPublish

/// Used up credits in words.
extension Voice {
    func sentence(of credits: CreditsDetail) -> String {
        guard credits.gone.payer.isEmpty else {
            return say("\(credits.network) wants to be paid first: the credits of your own app are used up.")
        }
        return say(
            "\(credits.network) wants to be paid first: the credits of the app that Kicau speaks through are used up.")
    }

    func consequence(of credits: CreditsDetail) -> String {
        say(
            "Nothing more is tried there until they are topped up. Posts that fall due meanwhile give way as you chose."
        )
    }
}
