import ArgumentParser
import KicauCore
import Testing

@testable import kicau

@Suite("The way in that a command names")
struct ConnectWayTests {
    private let offer: JSONValue = [
        "name": "LinkedIn",
        "ways": [
            ["name": "members", "connect_url": "https://kicau.test/accounts/new/linkedin?way=members"],
            ["name": "organisations", "connect_url": "https://kicau.test/accounts/new/linkedin?way=organisations"],
        ],
    ]

    @Test func `is one of the network's`() throws {
        let way = try ConnectWay.named("Organisations", of: offer)

        #expect(way["connect_url"] == "https://kicau.test/accounts/new/linkedin?way=organisations")
    }

    @Test func `is refused where it is none`() {
        let single: JSONValue = ["name": "X", "ways": []]

        #expect(throws: ExitCode.self) { try ConnectWay.named("sideways", of: offer) }
        #expect(throws: ExitCode.self) { try ConnectWay.named("members", of: single) }
    }
}
