import Foundation
import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauPublish
import KicauStore
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("A delivery record over the API")
struct APIRecordTests {
    private func published(_ stage: APIStage, _ texts: String = "Satu") async throws -> String {
        let made = try await stage.ask(.post, "/posts", as: .editor, stage.post(texts))
        try await stage.world.advance(by: .minutes(6))
        return made.id
    }

    @Test func `is of the form that is promised, and can be read and verified`() async throws {
        let stage = try await APIStage.open()
        let id = try await published(stage)

        let answer = try await stage.ask(.get, "/posts/\(id)/receipt", as: .viewer)

        #expect(answer.json["kicau"] == "1.2.3")
        #expect(answer.json["deliveries"]?[0]?["steps"]?[0]?["attempts"]?[0]?["outcome"] == "published")
        let record = try DeliveryRecord.read(Data(answer.json.bytes))
        #expect(RecordChecking([record]).isSound)
    }

    @Test func `of a post that is not there is not found`() async throws {
        #expect(try await APIStage.open().ask(.get, "/posts/77/receipt").code == "not-found")
    }

    @Test func `is described by the schema in the documentation`() throws {
        let path = AskedWordings.root.appending(path: "docs/receipts.schema.json")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(RecordShape.schema), as: UTF8.self) + "\n"
        // Asked for by name: then it is written, as it is after a change of the form.
        if ProcessInfo.processInfo.environment["KICAU_WRITE_SCHEMA"] != nil {
            try text.write(to: path, atomically: true, encoding: .utf8)
        }

        #expect(try String(contentsOf: path, encoding: .utf8) == text)
    }

    @Test func `is a file and a page for a member`() async throws {
        let stage = try await APIStage.open()
        let world = stage.world
        let delivery = try await world.schedule("Untuk dicetak")
        try await world.advance(by: .minutes(6))
        let post = try await world.delivery(delivery).post
        let browser = try await Browser.signedIn(at: world)

        _ = try await browser.visit("/posts/\(post)")
        #expect(browser.page.contains("href=\"/posts/\(post)/receipt\""))
        _ = try await browser.visit("/posts/\(post)/receipt")
        #expect(browser.page.contains("Untuk dicetak"))
        #expect(browser.page.contains(try await world.delivery(delivery).renditionSHA256))
        let file = try await browser.visit("/posts/\(post)/receipt.json")

        #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
        let record = try DeliveryRecord.read(Data(file.text.utf8))
        #expect(record.deliveries[0].parts[0].wireText == "Untuk dicetak")
    }
}
