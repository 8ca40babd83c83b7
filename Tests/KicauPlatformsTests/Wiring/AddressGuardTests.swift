import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Addresses a person named")
struct AddressGuardTests {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]",
        "[fc00::1]", "[ff02::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "[2001:db8::1]",
    ])
    func `inside private networks are refused`(host: String) async {
        let verdict = await AddressGuard(allowedOrigins: []).verdict(on: "https://\(host)/api")

        #expect(verdict == .refused(AddressGuard.privateWords))
    }

    @Test(arguments: [("93.184.216.34", "93.184.216.34"), ("[2606:2800:220:1::1]", "2606:2800:220:1::1")])
    func `in the open are let through, to the address that was checked`(host: String, address: String) async {
        #expect(await AddressGuard(allowedOrigins: []).verdict(on: "https://\(host)/") == .go([address]))
    }

    @Test func `have to be https, but for the origins that are allowed`() async {
        let guarded = AddressGuard(allowedOrigins: ["http://127.0.0.1:8086"])

        #expect(await guarded.verdict(on: "http://127.0.0.1:8086/api") == .go([]))
        #expect(await guarded.verdict(on: "http://127.0.0.1:8087/api") != .go([]))
        #expect(await guarded.verdict(on: "http://93.184.216.34/") == .refused("the address is not https"))
        #expect(await guarded.verdict(on: "file:///etc/passwd") != .go([]))
        #expect(await guarded.verdict(on: "https://127.0.0.1:8086/") == .refused(AddressGuard.privateWords))
        #expect(await guarded.verdict(on: "http://127.0.0.1:8086@10.0.0.1/") != .go([]))
    }
}

@Suite("Times as networks write them")
struct TimeReadingTests {
    @Test(arguments: [
        ("2026-11-24T12:00:00Z", Int64(0)), ("2026-11-24T12:00:00.5Z", 500), ("2026-11-24T19:00:00+0700", 0),
        ("2026-11-24T19:00:00.123456+07:00", 123), ("2026-11-24T12:00:01", 1000), ("2026-11-24T08:30:00-03:30", 0),
    ])
    func `are read`(text: String, after: Int64) {
        #expect(TimeReading.iso(text) == Instant(ms: Instant.noon.ms + after))
    }

    @Test(arguments: ["", "2026-11-24", "2026-13-24T12:00:00Z", "2026-11-24T12:00:00+7", "2026-11-24T12:00:00.Z"])
    func `are not guessed`(text: String) {
        #expect(TimeReading.iso(text) == nil)
    }

    @Test func `come in headers too, and go out again`() {
        #expect(TimeReading.rfc1123("Tue, 24 Nov 2026 12:00:00 GMT") == .noon)
        #expect(TimeReading.epochSeconds("1795521600") == .noon)
        #expect(TimeReading.isoText(.noon + .milliseconds(7)) == "2026-11-24T12:00:00.007Z")
        #expect(TimeReading.isoSeconds(.noon + .milliseconds(7)) == "2026-11-24T12:00:00Z")
    }
}
