import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("The version of Meta's graphs")
struct GraphVersionTests {
    private static let days = ["v23.0": "2027-10-08", "v24.0": "soon"]

    @Test func `ends on its last day, and has no end where none is known`() {
        func version(_ name: String) -> APIVersion {
            Meta.version(spokenBy: ["graphVersion": name], ending: Self.days)
        }

        #expect(version("v23.0") == APIVersion(name: "v23.0", ends: TimeReading.iso("2027-10-08T00:00:00Z")))
        #expect(version("v23.0").ends != nil)
        #expect(version("v24.0") == APIVersion(name: "v24.0", ends: nil))
        #expect(version("newest") == APIVersion(name: "newest", ends: nil))
    }

    @Test func `is our own where the operator names none`() {
        for platform in [Facebook(), Instagram()] as [any Platform] {
            #expect(platform.version(spokenBy: [:])?.name == Meta.graphVersion.value, "\(platform.name)")
            #expect(platform.version(spokenBy: ["graphVersion": "v99.0"]) == APIVersion(name: "v99.0", ends: nil))
        }
    }

    @Test func `is none of Threads' business, which counts versions of its own`() {
        let app = AppKeys(clientID: "app", clientSecret: Redacted("secret"), addresses: ["graphVersion": "v24.0"])

        #expect(Threads().version(spokenBy: ["graphVersion": "v24.0"]) == nil)
        #expect(Threads.graph(app, token: Redacted("t")).base == "https://graph.threads.net/v1.0")
        #expect(Instagram.graph(app, token: Redacted("t")).base == "https://graph.instagram.com/v24.0")
    }
}
