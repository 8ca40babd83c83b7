import KicauCore
import Testing

@Suite("What will keep an account's posts from going out")
struct ForecastTests {
    let now = Instant(ms: 1_795_521_600_000)

    func all(
        tokenEnds: Instant? = nil, isRenewed: Bool = false, version: APIVersion? = nil, missing: [String] = [],
        due: [Instant] = []
    ) -> [Forecast] {
        Forecast.all(
            tokenEnds: tokenEnds, isRenewed: isRenewed, version: version, missingScopes: missing, now: now
        ) { end in Endangered(count: due.count { $0 > end }) }
    }

    @Test func `is nothing while nothing ends`() {
        #expect(all(due: [now + .days(400)]).isEmpty)
        #expect(all(version: APIVersion(name: "v2", ends: nil)).isEmpty)
        #expect(all(tokenEnds: now + .days(5), isRenewed: true, due: [now + .days(6)]).isEmpty)
    }

    @Test func `is a token that ends before posts are due, however far ahead`() {
        let end = now + .days(90)

        let found = all(tokenEnds: end, due: [now + .days(89), now + .days(91), now + .days(120)])

        #expect(found == [Forecast(.tokenEnds, from: end, after: Endangered(count: 2))])
        #expect(
            found.first?.what.description
                == "The token ends before 2 of the scheduled posts are due, and it is not renewed by itself.")
    }

    @Test func `is a token or a version that ends soon, even with nothing scheduled`() {
        #expect(all(tokenEnds: now + .days(59)).map(\.endangered) == [0])
        #expect(all(tokenEnds: now + .days(61)).isEmpty)
        #expect(
            all(version: APIVersion(name: "202609", ends: now + .days(10))).map(\.cause) == [.versionEnds("202609")])
    }

    @Test func `is what was not allowed, now`() {
        let found = all(missing: ["read_insights"])

        #expect(found.map(\.from) == [nil])
        #expect(found.first?.what.description == "This account was connected without read_insights.")
    }

    @Test func `a wider permission covers a narrower one, and a token without a list tells nothing`() {
        #expect(Scopes.missing(["write:media", "read:accounts"], among: ["write", "read:accounts"]).isEmpty)
        #expect(Scopes.missing(["write:media"], among: ["writer"]) == ["write:media"])
        #expect(Scopes.missing(["write:media"], among: []).isEmpty)
    }
}
