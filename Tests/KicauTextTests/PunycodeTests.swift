import Testing

@testable import KicauText

@Suite("A host in another script is as long as it is in ASCII")
struct PunycodeTests {
    @Test(
        arguments: [
            ("kicau.id", "kicau.id"), ("bücher.example", "xn--bcher-kva.example"), ("BÜCHER", "xn--bcher-kva"),
            ("日本語.jp", "xn--wgv71a119e.jp"), ("みんな", "xn--q9jyb4c"), ("☃.net", "xn--n3h.net"),
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"), ("إختبار", "xn--kgbechtv"),
            ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"), ("日本。jp", "xn--wgv71a.jp"),
        ]
    )
    func `by the encoding of RFC 3492`(_ host: String, ascii: String) {
        #expect(Punycode.asciiLength(ofHost: Scalars(host).all[...]) == ascii.utf8.count)
    }

    @Test(arguments: ["", "a..b", "xn--はじめ", String(repeating: "a", count: 64), String(repeating: "あ", count: 60)])
    func `and some labels cannot be written`(_ host: String) {
        #expect(Punycode.asciiLength(ofHost: Scalars(host).all[...]) == nil)
    }

    @Test func `an address of more than 4,096 characters is no link`() {
        let longest = "https://kicau.id/" + String(repeating: "a", count: 4_096 - 17)

        #expect(Entities.urls(in: longest).map(\.value) == [longest])
        #expect(Entities.urls(in: longest + "a").isEmpty)
    }
}
