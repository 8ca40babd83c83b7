import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("How a LinkedIn account is doing")
struct LinkedInCountTests {
    private func count(_ remoteID: String, _ line: ScriptedLine) async -> Numbers {
        await LinkedIn().count(Sample.signedIn(Sample.account("linkedin", remoteID: remoteID)), via: line)
    }

    @Test func `a page has followers`() async {
        let line = ScriptedLine([.reply(200, #"{"firstDegreeSize":219145}"#)])

        let numbers = await count("urn:li:organization:9", line)

        #expect(numbers.values == [.followers: 219_145])
        #expect(
            line.asked[0].call.url == "https://api.linkedin.com/rest/networkSizes/urn%3Ali%3Aorganization%3A9")
        #expect(line.asked[0].query("edgeType") == "COMPANY_FOLLOWED_BY_MEMBER")
    }

    private static let member = Sample.account("linkedin", remoteID: "urn:li:person:p1")

    private func member(with scopes: [String]) -> SignedIn {
        SignedIn(
            account: Self.member, credentials: Credentials(accessToken: Redacted("a1"), scopes: scopes),
            app: AppKeys(clientID: "app", clientSecret: Redacted("secret")))
    }

    @Test func `a member has followers where the app may ask`() async {
        let line = ScriptedLine([.reply(200, #"{"elements":[{"memberFollowersCount":961}],"paging":{"start":0}}"#)])

        let numbers = await LinkedIn().count(member(with: LinkedIn.countingScopes), via: line)

        #expect(numbers.values == [.followers: 961] && numbers.missing == nil)
        #expect(line.asked[0].call.url == "https://api.linkedin.com/rest/memberFollowersCount")
        #expect(line.asked[0].query("q") == "me")
        #expect(line.asked[0].unit == LinkedInUnit.read)
    }

    @Test func `a member's are not asked for where the app may not, and that is said`() async {
        let line = ScriptedLine([])

        let numbers = await LinkedIn().count(member(with: LinkedIn.memberScopes), via: line)

        #expect(numbers.isOnlyMissing)
        #expect(numbers.missing?.toDo?.description.contains("memberAnalytics") == true)
        #expect(line.asked.isEmpty)
    }

    @Test(arguments: [
        (403, #"{"status":403,"serviceErrorCode":100,"code":"ACCESS_DENIED","message":"no"}"#, "not to this one"),
        (404, #"{"status":404,"code":"NOT_FOUND","message":"no"}"#, "no numbers of this for our app"),
        (429, #"{"status":429,"code":"TOO_MANY_REQUESTS","message":"no"}"#, "the next check asks again"),
    ])
    func `a member's are missing with the reason`(status: Int, body: String, why: String) async {
        let line = ScriptedLine([.reply(status, body)])

        let numbers = await LinkedIn().count(member(with: []), via: line)

        #expect(numbers.isOnlyMissing)
        #expect(numbers.missing?.what.description.contains(why) == true)
    }
}
