import Foundation
import KicauCore

/// Says things to one reader: in their language, in their workspace's zone, at this moment.
struct Voice: Sendable {
    let catalogue: Catalogue
    let zone: TimeZone
    let now: Instant

    var language: String { catalogue.language }

    /// Before anybody was asked.
    static let unasked = Voice(catalogue: .english, zone: .gmt, now: Instant(ms: 0))

    func say(_ sentence: Sentence) -> String {
        catalogue.say(Sentence(template: sentence.template, values: sentence.values.map(asValue)))
    }

    /// "1,234"
    func number(_ count: some BinaryInteger) -> String { grouped(String(count)) }

    /// "$0.015"
    func money(_ money: Money) -> String {
        let sign = money.microUSD < 0 ? "-" : ""
        return sign + say("$\(decimal(Money(microUSD: abs(money.microUSD)).dollars))")
    }

    /// A guess in whole cents, rounded up: more places would claim to know more.
    func cents(_ guess: Money) -> String {
        money(Money(microUSD: (guess.microUSD + 9_999) / 10_000 * 10_000))
    }

    /// The reader's own marks, taken from how their catalogue writes the number 1,234.5.
    private var marks: (group: String, point: String) {
        let wording = Array(catalogue.wording("1,234.5"))
        guard wording.count == 7 else { return (",", ".") }
        return (String(wording[1]), String(wording[5]))
    }

    private func decimal(_ plain: String) -> String {
        let halves = plain.split(separator: ".", maxSplits: 1)
        guard let whole = halves.first else { return plain }
        return grouped(String(whole)) + (halves.count == 2 ? marks.point + halves[1] : "")
    }

    private func grouped(_ digits: String) -> String {
        let isNegative = digits.hasPrefix("-")
        var result = ""
        for (place, digit) in digits.drop(while: { $0 == "-" }).reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { result = marks.group + result }
            result = String(digit) + result
        }
        return isNegative ? "-" + result : result
    }

    /// Amounts inside sentences come as "$0.015" and roles as "owner" whatever the language: say them the reader's way.
    ///
    /// Words have keys of their own (`value:owner`), so that a workspace called "Today" keeps its name.
    private func asValue(_ value: String) -> String {
        if catalogue.has("value:" + value) { return catalogue.wording("value:" + value) }
        guard language != Catalogue.english.language, value.first == "$", let money = Money(dollars: value) else {
            return value
        }
        return catalogue.say("$\(decimal(money.dollars))")
    }
}
