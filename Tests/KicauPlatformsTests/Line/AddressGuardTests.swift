import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Addresses a person named")
struct AddressGuardTests {
    func verdict(on address: String, allowing origin: String? = nil) async throws -> AddressGuard.Verdict {
        let guarded = AddressGuard(allowedOrigins: Set([origin].compactMap(\.self)))
        return await guarded.verdict(on: try #require(Destination(address)))
    }

    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]",
        "[fc00::1]", "[ff02::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "[2001:db8::1]",
    ])
    func `inside private networks are refused`(host: String) async throws {
        #expect(try await verdict(on: "https://\(host)/api") == .refused(LineFailure.privateWords))
    }

    @Test(arguments: [("93.184.216.34", "93.184.216.34"), ("[2606:2800:220:1::1]", "2606:2800:220:1::1")])
    func `in the open are let through, to the address that was checked`(host: String, address: String) async throws {
        #expect(try await verdict(on: "https://\(host)/") == .go([address]))
    }

    @Test func `have to be https, but for the origins that are allowed`() async throws {
        let allowed = "http://127.0.0.1:8086"

        #expect(try await verdict(on: "http://127.0.0.1:8086/api", allowing: allowed) == .go([]))
        #expect(try await verdict(on: "http://127.0.0.1:8087/api", allowing: allowed) != .go([]))
        #expect(
            try await verdict(on: "http://93.184.216.34/", allowing: allowed) == .refused("the address is not https"))
        #expect(Destination("file:///etc/passwd") == nil)
        #expect(
            try await verdict(on: "https://127.0.0.1:8086/", allowing: allowed) == .refused(LineFailure.privateWords))
        #expect(try await verdict(on: "http://127.0.0.1:8086@10.0.0.1/", allowing: allowed) != .go([]))
    }
}
