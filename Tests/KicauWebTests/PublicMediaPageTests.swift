import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KicauCore
import KicauMeter
import KicauPeople
import KicauTesting
import Logging
import NIOCore
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("The door through which networks fetch pictures")
struct PublicMediaPageTests {
    private func desk(_ world: World, _ room: MediaRoom) throws -> Desk {
        let house = House(
            publishing: world.publishing, accounts: world.accounts, media: room,
            people: People(store: world.store, time: world.time),
            metering: Metering(store: world.store, prices: world.kit.prices, time: world.time),
            operations: Operations(kit: world.kit, version: "0.1.0"), usages: AppUsages(kit: world.kit),
            networkNames: ["x": "X"],
            settings: WebSettings(
                baseURL: "http://127.0.0.1:8080", mode: .demo, version: "0.1.0", uploadFolder: NSTemporaryDirectory()),
            clock: world.time, secret: { UUID().uuidString }, logger: Logger(label: "test"))
        return Desk(house: house, speaking: try Speaking.loaded())
    }

    private func get(_ desk: Desk, _ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await Application(router: desk.router()).test(.router) { client in
            try await client.execute(uri: path, method: .get, headers: headers)
        }
    }

    @Test func `gives the bytes with type and length to whom has the address, and piece by piece`() async throws {
        let world = try await World.flock()
        let room = try MediaRoom(
            store: world.store, folder: world.kit.media.folder, time: world.time,
            publicAddress: "https://media.example", makeToken: world.kit.makeName)
        let sample = try #require(try await room.layOutSample())
        let desk = try desk(world, room)
        let path = String(sample.url.dropFirst("https://media.example".count))

        let whole = try await get(desk, path)
        let piece = try await get(desk, path, [.range: "bytes=0-7"])
        world.time.advance(by: .days(2))
        let late = try await get(desk, path)

        #expect(whole.status == .ok && Array(whole.body.readableBytesView) == Array(sample.bytes))
        #expect(whole.headers[.contentType] == sample.mimeType)
        #expect(whole.headers[.contentLength] == String(sample.bytes.count))
        #expect(whole.headers[.cacheControl] == "no-store")
        #expect(whole.headers[.setCookie] == nil)
        #expect(piece.status == .partialContent && piece.body.readableBytes == 8)
        #expect(late.status == .notFound)
    }

    @Test(arguments: [
        "/media-public", "/media-public/", "/media-public/..", "/media-public/a/b", "/media-public/%2e%2e%2fkept",
        "/media-public/*",
    ])
    func `lists nothing and leads nowhere else`(path: String) async throws {
        let world = try await World.flock()
        let answer = try await get(try desk(world, world.kit.media), path)

        #expect(answer.status == .notFound || answer.status == .seeOther)
        #expect(!String(buffer: answer.body).contains("fitted/"))
    }
}
