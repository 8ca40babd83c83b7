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

    @Test func `a member's are told to nobody, and not asked for`() async {
        let line = ScriptedLine([])

        #expect(await count("urn:li:person:p1", line).values.isEmpty)
        #expect(line.asked.isEmpty)
    }
}
