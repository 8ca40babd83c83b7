import Foundation
import KicauCore
import KicauText

/// The number of a post on X, by itself or in the post's address.
struct XPostNumber {
    let digits: String

    init?(_ text: String) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let digits = text.isDigits ? text : XPostNumber.inAddress(text)
        guard let digits, (1...19).contains(digits.utf8.count) else { return nil }
        self.digits = digits
    }

    private static let hosts: Set<String> = [
        "x.com", "www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com",
    ]

    /// `/ayu_lestari/status/99`, or `/i/web/status/99`; what stands behind it is a picture's place.
    private static func inAddress(_ text: String) -> String? {
        guard let url = URLComponents(string: text), ["https", "http"].contains(url.scheme?.lowercased()),
            hosts.contains(url.host?.lowercased() ?? "")
        else { return nil }
        let path = url.path.split(separator: "/").map(String.init)
        guard let place = path.firstIndex(of: "status"), (1...2).contains(place), path.indices.contains(place + 1),
            path[place + 1].isDigits
        else { return nil }
        return path[place + 1]
    }
}

extension X {
    /// Whether it is sold is a matter of prices: gone from all plans one can buy by oneself on 2026-04-20 (docs.x.com,
    /// changelog of 2026-04-16; read 2026-08-22).
    static let quote = PostOption(
        "quote", "Post to quote", .text(most: 300),
        about:
            "Its link at X, or its number; not beside pictures, a video or a poll. X sells it on Enterprise plans only: on others put the post's link in the text, for the price of a post with a link."
    )

    func brokenQuote(_ chosen: ChosenOptions, _ post: Post) -> [RuleBroken] {
        guard let text = chosen["quote"] else { return [] }
        guard XPostNumber(text) != nil else {
            return [
                RuleBroken(
                    "\(text) is no address of a post on X, nor its number.",
                    do: "Copy the post's link at X, or leave quote out.", part: 0)
            ]
        }
        guard post.parts.first?.media.isEmpty != false, chosen.all("poll").isEmpty else {
            return [
                RuleBroken(
                    "A post on X quotes another one, or has pictures, a video or a poll; not both.",
                    do:
                        "Leave quote out and put the post's link in the text, or take the others out of the first part.",
                    part: 0)
            ]
        }
        return []
    }

    /// By the name of the field that carries it.
    static let quoteField = "quote_tweet_id"
}

extension RenderedPart {
    /// The number of the post that this one quotes on X.
    var quotedOnX: String? { frozen[X.quoteField]?.string }
}

extension XText {
    /// X puts the address of what is quoted behind the text, and does not count it.
    static func withoutQuote(_ text: String, _ quoted: String?) -> String {
        guard let quoted, let last = Entities.urls(in: text).last, last.range.upperBound == text.endIndex,
            XPostNumber(last.text)?.digits == quoted
        else { return text }
        return String(text[..<last.range.lowerBound])
    }
}
