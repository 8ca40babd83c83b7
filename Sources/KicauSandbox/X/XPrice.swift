import Foundation
import KicauCore

/// What X charges, in micro-dollars, as of August 2026.
enum XPrice {
    static let create: Int64 = 15_000
    static let createWithURL: Int64 = 200_000
    static let createSummoned: Int64 = 10_000
    static let metadata: Int64 = 5_000
    static let ownRead: Int64 = 1_000
    static let postRead: Int64 = 5_000
    static let userRead: Int64 = 10_000
    /// Content: Manage; taken for hiding an answer, which no row names.
    static let manage: Int64 = 5_000
}

extension XSimulator {
    /// Every call is refused once the credit is gone; the last one may take it a little below zero.
    func checkCredit() throws {
        let credit = state.read { $0.settings.creditMicroUSD }
        guard credit.map({ $0 > 0 }) ?? true else { throw refused(.creditsDepleted) }
    }

    func charge(_ microUSD: Int64) {
        state.change { state in
            guard let credit = state.settings.creditMicroUSD else { return }
            state.settings.creditMicroUSD = credit - microUSD
        }
    }

    /// Bills posts that were read, each once a UTC day, and counts them towards the monthly cap.
    ///
    /// The low price is for the lists of the account that owns the app, whoever wrote what is in them.
    func chargeReads(_ posts: [LivePost], by caller: Caller, isOwnList: Bool = false) {
        let day = Self.day(ground.nowMs)
        state.change { state in
            if state.billedDay != day {
                state.billedDay = day
                state.billedToday = []
            }
            let isOwner = caller.account == state.settings.appOwner
            for post in posts {
                guard state.billedToday.insert("post " + post.id).inserted else { continue }
                state.readsByDay[day, default: 0] += 1
                let isOwn = isOwner && (isOwnList || post.account == caller.account)
                state.settings.creditMicroUSD = state.settings.creditMicroUSD.map {
                    $0 - (isOwn ? XPrice.ownRead : XPrice.postRead)
                }
            }
        }
    }

    /// People who come along by an expansion are billed like people who were asked for.
    func chargeIncluded(_ posts: [LivePost], _ view: View, by caller: Caller) {
        guard view.expansions.contains("author_id") else { return }
        for person in Set(posts.map(\.account)).sorted().compactMap({ ground.person($0) }) {
            chargeUserRead(person, by: caller)
        }
    }

    func chargeUserRead(_ person: Person, by caller: Caller) {
        let owner = state.read { $0.settings.appOwner }
        charge(owner == person.id && caller.account == owner ? XPrice.ownRead : XPrice.userRead)
    }

    /// "2026-08-22", UTC.
    static func day(_ ms: Int64) -> String { String(stamp(ms).prefix(10)) }

    /// "2026-08-22T07:15:00.000Z".
    static func stamp(_ ms: Int64) -> String {
        Date(timeIntervalSince1970: Double(ms) / 1000)
            .formatted(
                .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
    }
}
