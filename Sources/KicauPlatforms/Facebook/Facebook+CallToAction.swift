import KicauCore
import KicauText

/// A button under the card of a link. [CG] Page, `call_to_action` of feed, 2026-04-15, an object; its words are those of
/// AdCreativeLinkDataCallToAction in the same files, of which these fit a link.
extension Facebook {
    static let button = PostOption(
        "call_to_action", "Button under the link",
        .choice([
            .init("LEARN_MORE", "Learn more"), .init("SHOP_NOW", "Shop now"), .init("SIGN_UP", "Sign up"),
            .init("BOOK_NOW", "Book now"), .init("ORDER_NOW", "Order now"), .init("BUY_TICKETS", "Buy tickets"),
            .init("GET_OFFER", "Get offer"), .init("GET_QUOTE", "Get quote"), .init("CONTACT_US", "Contact us"),
            .init("APPLY_NOW", "Apply now"), .init("SUBSCRIBE", "Subscribe"), .init("DOWNLOAD", "Download"),
            .init("DONATE_NOW", "Donate now"), .init("WATCH_MORE", "Watch more"),
        ]), about: "On a post whose first link has a card; it leads where the card leads.")

    static func brokenButton(_ chosen: ChosenOptions, _ first: Outline.Part, _ format: Format) -> [RuleBroken] {
        guard chosen[button.name] != nil else { return [] }
        let hasCard = first.media.isEmpty && card(among: spans(in: first.text, rules: .plain)) != nil
        guard format != .post || !hasCard else { return [] }
        return [
            RuleBroken(
                "Facebook puts a button only under the card of a link, and this post has no card.",
                do: "Write a link into a post without pictures and videos, or leave call_to_action out.", part: 0)
        ]
    }
}

extension Facebook.Wire {
    static func button(of part: RenderedPart) -> [(String, String)] {
        guard let word = part.frozen[Facebook.button.name]?.string, let link = part.frozen["link"]?.string else {
            return []
        }
        let action: JSONValue = ["type": .string(word), "value": ["link": .string(link)]]
        return [(Facebook.button.name, action.text)]
    }
}
