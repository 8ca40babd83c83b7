import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("LinkedIn's version")
struct LinkedInVersionTests {
    @Test func `ends a year after its month`() {
        let version = LinkedIn().version(spokenBy: ["linkedinVersion": "202512"])

        #expect(version == APIVersion(name: "202512", ends: TimeReading.iso("2026-12-01T00:00:00Z")))
    }

    @Test func `is our own where the operator names none, and has no end where it names no month`() {
        #expect(LinkedIn().version(spokenBy: [:])?.name == LinkedInWire.version.value)
        #expect(LinkedIn().version(spokenBy: [:])?.ends != nil)
        #expect(LinkedIn().version(spokenBy: ["linkedinVersion": "latest"])?.ends == nil)
        #expect(LinkedIn().version(spokenBy: ["linkedinVersion": "202613"])?.ends == nil)
    }

    @Test func `a page is asked for other permissions than a member`() {
        let page = Sample.account("linkedin", remoteID: "urn:li:organization:9")
        let member = Sample.account("linkedin", remoteID: "urn:li:person:a")

        #expect(LinkedIn().missingScopes(among: ["w_organization_social"], of: page).contains("r_organization_social"))
        #expect(LinkedIn().missingScopes(among: ["openid", "profile", "w_member_social"], of: member).isEmpty)
    }
}
