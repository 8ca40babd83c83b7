import Foundation
import KicauCore

extension XSimulator {
    /// Every call is refused once the credit is gone; the last one may take it a little below zero.
    func checkCredit() throws {
        let credit = state.read { $0.settings.creditMicroUSD }
        guard credit.map({ $0 > 0 }) ?? true else { throw refused(.creditsDepleted) }
    }

    /// Writes it on the bill, and takes it off the credit where somebody counts one.
    func charge(_ price: XPrice, count: Int = 1) {
        guard count > 0 else { return }
        let day = Self.day(ground.nowMs)
        let sum: Int64 = state.change { state in
            let sum = price.microUSD(on: day, state.settings.priceChanges ?? []) * Int64(count)
            state.settings.creditMicroUSD = state.settings.creditMicroUSD.map { $0 - sum }
            return sum
        }
        ground.charge(price.rawValue, microUSD: sum, count: count)
    }

    /// Bills posts that were read, each once a UTC day as X softly promises, and counts them towards the monthly cap.
    ///
    /// The low price is for the lists of the account that owns the app, whoever wrote what is in them.
    func chargeReads(_ posts: [LivePost], by caller: Caller, isOwnList: Bool = false) {
        let day = Self.day(ground.nowMs)
        let (owned, others) = state.change { state in
            if state.billedDay != day {
                state.billedDay = day
                state.billedToday = []
            }
            let isOwner = caller.account == state.settings.appOwner
            let isAgain = state.settings.billsRepeats ?? false
            let billed = posts.filter { state.billedToday.insert("post " + $0.id).inserted || isAgain }
            if !billed.isEmpty { state.readsByDay[day, default: 0] += billed.count }
            let owned = billed.filter { isOwner && (isOwnList || $0.account == caller.account) }.count
            return (owned, billed.count - owned)
        }
        charge(.ownRead, count: owned)
        charge(.postRead, count: others)
    }

    /// People who come along by an expansion are billed like people who were asked for.
    func chargeIncluded(_ posts: [LivePost], _ view: View, by caller: Caller) {
        guard view.expansions.contains("author_id") else { return }
        for person in Set(posts.map(\.account)).sorted().compactMap({ ground.person($0) }) {
            chargeUserRead(person, by: caller)
        }
    }

    /// No row of the price table says that looking people up is an owned read, also where it is oneself.
    func chargeUserRead(_ person: Person, by caller: Caller) { charge(.userRead) }

    /// "2026-08-22", UTC.
    static func day(_ ms: Int64) -> String { Ground.day(ms) }

    /// "2026-08-22T07:15:00.000Z".
    static func stamp(_ ms: Int64) -> String {
        Date(timeIntervalSince1970: Double(ms) / 1000)
            .formatted(
                .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
    }
}
