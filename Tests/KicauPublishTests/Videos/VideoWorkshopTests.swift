import Foundation
import KicauCore
import KicauTesting
import Synchronization
import Testing

@testable import KicauPublish

@Suite("The video workshop")
struct VideoWorkshopTests {
    let order = VideoWorkshop.Order(sha256: "ab", fit: VideoFit(maxBytes: 1, milliseconds: 1...2))

    @Test func `makes an order once, however often it is asked for`() async {
        let workshop = VideoWorkshop()
        let made = Mutex(0)
        workshop.order(order)
        workshop.order(order)

        while await workshop.turn({ _, _ async throws(Problem) in made.withLock { $0 += 1 } }) {}

        #expect(made.withLock { $0 } == 1)
        #expect(workshop.standing(of: order) == nil)
    }

    @Test func `says how far it is while it works`() async {
        let workshop = VideoWorkshop()
        workshop.order(order)
        let seen = Mutex<[Int]>([])

        _ = await workshop.turn { [order] _, progress async throws(Problem) in
            progress(40)
            guard case .making(let percent) = workshop.standing(of: order) else { return }
            seen.withLock { $0.append(percent) }
        }

        #expect(seen.withLock { $0 } == [40])
    }

    @Test func `does not try again and again what it cannot make`() async {
        let workshop = VideoWorkshop()
        workshop.order(order)
        _ = await workshop.turn { _, _ async throws(Problem) in throw VideoProbe.damaged(cause: "test") }

        guard case .failed(let problem) = workshop.order(order) else {
            Issue.record("it is \(String(describing: workshop.standing(of: order)))")
            return
        }
        #expect(problem.code == .notAVideo)
        #expect(await !workshop.turn { _, _ in Issue.record("it was made again") })
    }
}

@Suite("A video on its way to a network")
struct FittedVideoTests {
    @Test func `is kept with its length, put off while it is encoded, and then as the network wants it`() async throws {
        let world = try await World.flock()
        let media = try await world.film()
        #expect(media.isVideo && media.mimeType == "video/mp4")
        #expect(media.motion?.milliseconds == 4000)
        #expect(try await world.kit.media.picture(media.sha256, for: world.caller) == media)
        let fit = VideoFit(maxBytes: 50_000_000, milliseconds: 1...60_000, maxLongSide: 320, maxShortSide: 320)
        let rendered = [RenderedMedia(media, .video(fit))]

        await #expect(throws: MediaRoom.BeingMade.self) {
            try await world.kit.media.fitted(rendered, fetchedByNetwork: false)
        }
        await VideoMaker(kit: world.kit).workOff()
        let fitted = try #require(try await world.kit.media.fitted(rendered, fetchedByNetwork: false).first)

        #expect(fitted.isVideo && fitted.width == 320 && fitted.height == 180)
        #expect(fitted.motion?.codec == "h264" && fitted.motion?.soundCodec == "aac")
        #expect(try Pictures.size(of: fitted.path) == fitted.bytes)
    }

    @Test func `goes out as it is where it fits, without a copy`() async throws {
        let world = try await World.flock()
        let media = try await world.film()
        let rendered = [RenderedMedia(media, .video(VideoFit(maxBytes: 50_000_000, milliseconds: 1...60_000)))]
        world.kit.media.order(
            Rendition(
                platform: "x",
                parts: [
                    RenderedPart(role: .post, wireText: "", shownText: "", spans: [], media: rendered, units: [])
                ]))

        await VideoMaker(kit: world.kit).workOff()
        let fitted = try #require(try await world.kit.media.fitted(rendered, fetchedByNetwork: false).first)

        #expect(fitted.path.hasSuffix("kept/\(media.sha256)"))
    }

    @Test func `is refused with its reason when it cannot be made`() async throws {
        let world = try await World.flock()
        let media = try await world.film()
        let rendered = [RenderedMedia(media, .video(VideoFit(maxBytes: 20_000, milliseconds: 1...60_000)))]
        _ = try? await world.kit.media.fitted(rendered, fetchedByNetwork: false)

        await VideoMaker(kit: world.kit).workOff()

        let problem = await #expect(throws: Problem.self) {
            try await world.kit.media.fitted(rendered, fetchedByNetwork: false)
        }
        #expect(problem?.code == .videoTooLarge)
    }
}

extension World {
    func film() async throws -> Media {
        let path = kit.media.incomingPath()
        try Film().bytes().write(to: URL(fileURLWithPath: path))
        return try await kit.media.takeIn(fileAt: path, by: caller)
    }
}
