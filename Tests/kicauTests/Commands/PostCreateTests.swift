import ArgumentParser
import Foundation
import KicauCore
import Testing

@testable import kicau

@Suite("A post written on the command line")
struct PostCreateTests {
    private let server = ListeningServer()
    /// Files to upload, whose names matter and whose bytes do not.
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "kicau-post-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["menu.jpg", "film.mp4", "kopi.jpg", "film.srt", "film-en.srt", "Menu November.pdf"] {
            try Data(name.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
    }

    private func post(_ words: String...) async throws -> JSONValue {
        let command = try PostCreate.parse(words + ["--draft"])
        _ = try await command.make(by: server.client, key: "one")
        return try #require(server.sent(to: "/posts").last)
    }

    private func refusal(_ words: String...) async -> Problem? {
        await #expect(throws: Problem.self) {
            _ = try await PostCreate.parse(words + ["--draft"]).make(by: server.client, key: "one")
        }
    }

    private func media(_ post: JSONValue, _ part: Int) -> [JSONValue] { post["parts"]?[part]?["media"]?.array ?? [] }

    @Test func `has pictures in the part whose number stands before them, and in the first without one`() async throws {
        let sent = try await post(
            "--text", "Satu", "--text", "Dua", "--picture", "\(folder)/menu.jpg", "--alt", "Menu", "--picture",
            "2=\(folder)/kopi.jpg", "--alt", "Kopi", "--picture", "2=\(folder)/Menu November.pdf")

        #expect(media(sent, 0) == [["sha256": "menu.jpg", "alt": "Menu"]])
        #expect(
            media(sent, 1) == [
                ["sha256": "kopi.jpg", "alt": "Kopi"], ["sha256": "Menu November.pdf", "alt": "Menu November"],
            ])
        #expect(server.all.filter { $0.path == "/media" }.map(\.key) == (1...3).map { "one-picture-\($0)" })
    }

    @Test func `has captions with the first video of their part, each language`() async throws {
        let sent = try await post(
            "--text", "Satu", "--text", "Dua", "--picture", "\(folder)/menu.jpg", "--picture", "2=\(folder)/film.mp4",
            "--captions", "2=id=\(folder)/film.srt", "--captions", "2=en=\(folder)/film-en.srt")

        #expect(media(sent, 0).map { $0["captions"] } == [nil])
        #expect(
            media(sent, 1).first?["captions"] == [
                ["language": "id", "sha256": "film.srt"], ["language": "en", "sha256": "film-en.srt"],
            ])
    }

    @Test func `frames each picture in its turn, by a side or around a point`() async throws {
        let sent = try await post(
            "--text", "Satu", "--text", "Dua", "--picture", "\(folder)/menu.jpg", "--framing", "middle", "--picture",
            "\(folder)/kopi.jpg", "--framing", "top", "--picture", "2=\(folder)/menu.jpg", "--framing=-0.3,0.5")

        #expect(media(sent, 0).map { $0["framing"] } == [nil, "top"])
        #expect(media(sent, 1).map { $0["framing"] } == ["-0.3,0.5"])
    }

    @Test func `asks networks for what they offer, a poll by an option for each answer`() async throws {
        let sent = try await post(
            "--text", "Kopi?", "--account", "mastodon:warungkata", "--option", "mastodon.visibility=unlisted",
            "--option", "x.poll=Ya", "--option", "x.poll=Tidak = nanti", "--first-comment", "Menu di profil")

        #expect(
            sent["options"] == [
                ["network": "mastodon", "name": "visibility", "values": ["unlisted"]],
                ["network": "x", "name": "poll", "values": ["Ya"]],
                ["network": "x", "name": "poll", "values": ["Tidak = nanti"]],
            ])
        #expect(sent["first_comment"] == "Menu di profil")
        #expect(sent["accounts"] == [7])
    }

    @Test func `has a card of the page a part links to, where no picture is in the way`() async throws {
        let sent = try await post(
            "--text", "Lihat https://a.example/satu", "--text", "Juga https://b.example/dua", "--text", "Tanpa tautan",
            "--picture", "\(folder)/menu.jpg", "--link-card")

        #expect(server.sent(to: "/link-cards") == [["url": "https://b.example/dua"]])
        #expect(sent["parts"]?[0]?["card"] == nil && sent["parts"]?[2]?["card"] == nil)
        #expect(sent["parts"]?[1]?["card"]?["title"] == "A page")
    }

    @Test func `is refused with what is wrong, before anything is uploaded`() async throws {
        let menu = "\(folder)/menu.jpg"
        let wrong: [(words: [String], field: String, says: String)] = [
            (["--picture", "3=\(menu)"], "picture", "is for part 3, and the post has 1"),
            (["--picture", "0=\(menu)"], "picture", "is for part 0"),
            (["--picture", menu, "--framing", "centre"], "framing", "\"centre\""),
            (["--picture", menu, "--framing", "2,0"], "framing", "\"2,0\""),
            (["--captions", "film.srt"], "captions", "language=path"),
            (["--captions", "2=id=film.srt"], "captions", "is for part 2"),
            (["--option", "visibility=unlisted"], "option", "network.name=value"),
            (["--option", "mastodon.visibility"], "option", "network.name=value"),
            (["--option", ".visibility=unlisted"], "option", "network.name=value"),
            (["--option", "mastodon.=unlisted"], "option", "network.name=value"),
        ]
        for (words, field, says) in wrong {
            let problem = await #expect(throws: Problem.self) {
                _ = try await PostCreate.parse(["--text", "Satu"] + words + ["--draft"])
                    .make(by: server.client, key: "one")
            }
            #expect(problem?.field == field)
            #expect(problem?.what.description.contains(says) == true, "\(words)")
        }
        #expect(server.all.isEmpty)
    }

    @Test func `is not made with captions for a part without a video, or a file that is not there`() async throws {
        let lonely = await refusal(
            "--text", "Satu", "--picture", "\(folder)/menu.jpg", "--captions", "id=\(folder)/film.srt")
        let missing = await refusal("--text", "Satu", "--picture", "\(folder)/gone.jpg")

        #expect(lonely?.what.description == "There are captions for part 1, and it has no video.")
        #expect(missing?.what.description == "There is no file to read at \(folder)/gone.jpg.")
        #expect(server.sent(to: "/posts").isEmpty)
    }

    @Test(arguments: [
        ["--alt", "Menu"], ["--framing", "top"], ["--zone", "Asia/Jakarta"], ["--fold", "first"], ["--now"],
    ])
    func `needs flags that go together`(words: [String]) {
        #expect(throws: (any Error).self) { try PostCreate.parse(["--text", "Satu", "--draft"] + words) }
    }

    @Test func `names a file with a number and an equals sign by its folder`() {
        #expect(PartWord("./2=menu.jpg").part == 0)
        #expect(PartWord("2=menu.jpg") == PartWord("2=menu.jpg"))
        #expect(PartWord("12=a=b.jpg").part == 11 && PartWord("12=a=b.jpg").word == "a=b.jpg")
        #expect(PartWord("99999999999999999999=x").part == 0)
        #expect(PartWord("menu=2.jpg").word == "menu=2.jpg")
    }
}
