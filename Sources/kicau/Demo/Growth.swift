import KicauCore
import KicauPublish
import KicauSandbox
import KicauStore

/// How numbers grew: those of a post mostly on the first day, an account's followers by one in a hundred in four weeks.
enum Growth {
    private static let percents: [(age: Duration, percent: Int)] = zip(Rechecker.plan, [34, 83, 97, 100]).map {
        ($0, $1)
    }

    /// The readings taken until a post has reached an age, of what its network counts.
    static func readings(of counts: LivePost.Counts, on platform: PlatformID, age: Duration)
        -> [(age: Duration, values: [Metric: Int64])]
    {
        var all: [Metric: Int] = [.likes: counts.likes, .replies: counts.replies]
        if platform != "instagram" { all[.reposts] = counts.reposts }
        if platform != "mastodon", platform != "bluesky" { all[.views] = counts.views }
        return percents.filter { $0.age <= age }.map { step in
            (step.age, all.mapValues { Int64($0 * step.percent / 100) })
        }
    }

    /// Counts every account as it was four weeks ago and as it is now.
    static func count(_ accounts: some Collection<Account>, on stage: Stage, now: Instant) async throws {
        for account in accounts {
            let people = try stage.control(account.platform).people
            guard let followers = people.first(where: { $0.id == account.remoteID })?.followers else { continue }
            try await stage.building.store.write { tx in
                for (at, count) in [(now - AccountDetail.growth, followers * 99 / 100), (now, followers)] {
                    try tx.addAccountReadings(
                        Numbers([.followers: Int64(count)]), of: account.id, at: at, next: now + .days(1))
                }
            }
        }
    }
}
