import Foundation
import KicauCore
import Testing

@testable import KicauScan

@Suite("A packed archive")
struct PackedArchiveTests {
    @Test func `as a zip is read part by part, deflated and stored`() throws {
        let archive = try read(PackedArchiveTests.zip, "download.zip")

        #expect(archive.posts.count == 41)
        #expect(archive.posts.first?.id == "99")
        #expect(archive.posts.last?.text == "kopi tubruk pagi ini nomor 39")
        #expect(archive.flaws.count == 0)
    }

    @Test func `as a tar in gzip is read, long names too`() throws {
        let archive = try read(PackedArchiveTests.tarGz, "mastodon.tar.gz")

        #expect(archive.posts.map(\.text) == ["halo dunia"])
        #expect(archive.flaws.count == 0)
    }

    @Test(arguments: ["download.zip", "mastodon.tar.gz"])
    func `that was cut short or changed says so and breaks nothing`(name: String) throws {
        let whole = name.hasSuffix("zip") ? PackedArchiveTests.zip : PackedArchiveTests.tarGz
        var dice = SeededRandom(seed: 6)
        for _ in 0..<150 {
            let cut = try read(whole.prefix(8 + dice.below(whole.count - 8)), name)
            #expect(cut.flaws.count > 0)

            var bytes = whole
            bytes[dice.below(bytes.count)] ^= UInt8(1 + dice.below(255))
            _ = try read(bytes, name)
        }
    }

    @Test(arguments: ["-0000001000", "77777777777", "9", "\u{80}\u{7F}"])
    func `of a tar that lies about a length says so and breaks nothing`(length: String) throws {
        var head = Data(count: 512)
        head.replaceSubrange(0..<5, with: Data("a.txt".utf8))
        head.replaceSubrange(124..<124 + length.utf8.count, with: Data(length.utf8))
        head.replaceSubrange(257..<262, with: Data("ustar".utf8))
        head[156] = UInt8(ascii: "0")
        let sum = head.reduce(0) { $0 + Int($1) } + 8 * 32
        head.replaceSubrange(148..<154, with: Data(String(format: "%06o", sum).utf8))

        let archive = try read(head + Data(count: 2_048), "posts.tar")

        #expect(archive.posts.isEmpty && archive.flaws.count > 0)
    }

    @Test func `of a zip that claims more than deflate can give is not believed`() {
        #expect(throws: Inflated.Broken.self) { try Inflated.bytes(of: Data([3, 0]), count: 1 << 40) }
        #expect(throws: Inflated.Broken.self) { try Inflated.bytes(of: Data([3, 0]), count: 5) }
        #expect((try? Inflated.bytes(of: Data([3, 0]), count: 0)) == Data())  // thrown: the comparison fails
    }

    @Test func `of Bluesky is read block by block, and the tree gives names to posts`() throws {
        let car = PackedArchiveTests.car

        let archive = Archive.read(Data(car), named: "repo.car")

        #expect(
            archive.posts == [
                ArchivePost(
                    id: "3kabc", text: "halo langit 🦋", writtenMS: 1_704_067_200_000,
                    url: "https://bsky.app/profile/did:plc:me/post/3kabc")
            ])
        #expect(archive.flaws.count == 0)
        for count in 59..<car.count {
            _ = Archive.read(Data(car.prefix(count)), named: "repo.car")
        }
        var dice = SeededRandom(seed: 2)
        for _ in 0..<500 {
            var broken = car
            broken[dice.below(car.count)] = UInt8(dice.below(256))
            _ = Archive.read(Data(broken), named: "repo.car")
        }
        #expect(
            Archive.read(Data(car.dropLast(3)), named: "repo.car").flaws.first.map(\.sentence) == [
                "is where the file was cut short."
            ])
    }

    private func read(_ bytes: Data, _ name: String) throws -> Archive {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kicau-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // only the temporary folder
        let file = folder.appending(path: name)
        try bytes.write(to: file)
        return Archive.read(file.path)
    }

    /// A commit, a node of the tree, a like and a post of a repository on Bluesky.
    static let car: [UInt8] = {
        let post = map([
            ("$type", text("app.bsky.feed.post")), ("text", text("halo langit 🦋")),
            ("createdAt", text("2024-01-01T00:00:00Z")),
        ])
        let like = map([("$type", text("app.bsky.feed.like")), ("subject", map([]))])
        let entry = map([
            ("p", [0]), ("k", bytes(Array("app.bsky.feed.post/3kabc".utf8))), ("v", link(cid(1))), ("t", [0xF6]),
        ])
        let node = map([("e", [0x81] + entry), ("l", [0xF6])])
        let commit = map([("did", text("did:plc:me")), ("rev", text("3k")), ("data", link(cid(3)))])
        let header = map([("roots", [0x81] + link(cid(4))), ("version", [1])])
        var car = varint(header.count) + header
        for (number, block) in [(4, commit), (3, node), (2, like), (1, post)] {
            car += varint(36 + block.count) + cid(UInt8(number)) + block
        }
        return car
    }()

    private static func head(_ kind: UInt8, _ count: Int) -> [UInt8] {
        count < 24 ? [kind << 5 | UInt8(count)] : [kind << 5 | 24, UInt8(count)]
    }

    private static func text(_ text: String) -> [UInt8] { head(3, text.utf8.count) + text.utf8 }
    private static func bytes(_ bytes: [UInt8]) -> [UInt8] { head(2, bytes.count) + bytes }
    private static func link(_ cid: [UInt8]) -> [UInt8] { [0xD8, 42] + bytes([0] + cid) }
    private static func cid(_ number: UInt8) -> [UInt8] { [1, 0x71, 0x12, 32] + [UInt8](repeating: number, count: 32) }
    private static func map(_ members: [(String, [UInt8])]) -> [UInt8] {
        head(5, members.count) + members.flatMap { text($0.0) + $0.1 }
    }

    private static func varint(_ value: Int) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value & 127) | 128] + varint(value >> 7)
    }

    /// `data/tweets.js` deflated, `data/tweets-part1.js` stored, and `data/like.js`; made with Python's zipfile.
    static let zip = decoded(
        """
        UEsDBBQAAAAIAAAAIQAhVaboLQEAAPcKAAAOAAAAZGF0YS90d2VldHMuanOV1ktqw0AQhOGrDLM2Ql3tN2SXI2QTQjAOls1gRxLyCAWM757Y6x
        RMbbvhX300PaX20E3V+9trlaemydeq3w+5Di/h4xafk7i9xXTYXfMQt7GOs3gcL5ddbn7+NvHc9Snk8WsYz6Hfn1JIbQpt990NoY73++y/hpU3
        jDVQ3gBreHnDWWNe3pizxqK8sWCNZXljyRqr8saKNdbljTVrbMobG2pMgGpcqkKVWjUBq1GtJnA16tUEsEbFmkDWqFkT0BpVawJbo25NgGtUrg
        l0jdqFYBfULgS74HdWObTULgS7oHYh2AW1C8EuqF0IdkHtQrALaheCXVC7EOyC2nXBrlO7Lth1atcFu86/BOVNoHZdsOvUrgt2ndp1wa5Tuy7Y
        dWrXBbtO7bpg1x92P38BUEsDBBQAAAAAAAAAIQAsOePHSgAAAEoAAAAUAAAAZGF0YS90d2VldHMtcGFydDEuanN3aW5kb3cuWVRELnR3ZWV0cy
        5wYXJ0MSA9IFt7InR3ZWV0Ijp7ImlkX3N0ciI6Ijk5IiwiZnVsbF90ZXh0Ijoic3RvcmVkIn19XVBLAwQUAAAAAAAAACEAsqLhIxoAAAAaAAAA
        DAAAAGRhdGEvbGlrZS5qc3dpbmRvdy5ZVEQubGlrZS5wYXJ0MCA9IFtdUEsBAhQDFAAAAAgAAAAhACFVpugtAQAA9woAAA4AAAAAAAAAAAAAAI
        ABAAAAAGRhdGEvdHdlZXRzLmpzUEsBAhQDFAAAAAAAAAAhACw548dKAAAASgAAABQAAAAAAAAAAAAAAIABWQEAAGRhdGEvdHdlZXRzLXBhcnQx
        LmpzUEsBAhQDFAAAAAAAAAAhALKi4SMaAAAAGgAAAAwAAAAAAAAAAAAAAIAB1QEAAGRhdGEvbGlrZS5qc1BLBQYAAAAAAwADALgAAAAZAgAAAA
        A=
        """)

    /// An `outbox.json` with a long name and an `actor.json`; made with Python's tarfile.
    static let tarGz = decoded(
        """
        H4sIAAAAAAAC/+3WwWuDMBTH8Zz3V8g7DxOrbUG6Mthlu+0+dkj1gS3VBH2CQ/zfl3Uw6KHsVDe23+dieARyCN9grGN9/2yHR7Ylt+oqzKdLX7
        NIVl/r0zwJo0xFg5pB34ltw/Hqf0qyReStVHfDD9Gul50b4kPnmhsFM5vjij+iXmXZxf6TpTnvP12mJlWRQf9XN5Jrw8PP5ZNw3VH+MpK8eaac
        Hlq2wnRLbnfgQigfaV+GeSXiu1zrOubB1v7IOgmbCtcIN2EXbfy2skcXlX2ztxvttzRNrxNK+51sIa49Pb7XO+O7/sMfwHn/Zr3ODPqfpX+UCQ
        AAAAAAAAAAAAAAAADwJ7wDFgiLswAoAAA=
        """)

    private static func decoded(_ text: String) -> Data {
        Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data()
    }
}
