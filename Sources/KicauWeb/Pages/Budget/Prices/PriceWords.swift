import KicauCore
import KicauMeter

/// A price in words.
enum PriceWords {
    static func text(_ price: PriceLine.Price?, _ voice: Voice) -> String {
        switch price {
        case .costs(let money): voice.money(money)
        case .freeByPolicy: voice.say("free by its rules")
        case .notSold: voice.say("not sold any more")
        case nil: voice.say("unknown")
        }
    }

    static func tone(_ price: PriceLine.Price?) -> String {
        switch price {
        case .costs: "calm"
        case .freeByPolicy: "good"
        case .notSold, nil: "bad"
        }
    }
}
