import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A picture fitted for a network")
struct PictureFittingTests {
    private let folder: PictureFolder

    init() throws { folder = try PictureFolder() }

    /// What the networks take, as their documents say.
    private static let networks: [(String, PictureFit)] = [
        ("x", PictureFit(types: ["image/jpeg", "image/png", "image/webp", "image/gif"], maxBytes: 5_242_880)),
        ("facebook", PictureFit(types: ["image/jpeg", "image/png", "image/gif"], maxBytes: 4_194_304)),
        (
            "instagram",
            PictureFit(
                types: ["image/jpeg"], maxBytes: 8_388_608, maxWidth: 1440, minRatioMilli: 800, maxRatioMilli: 1910)
        ),
        (
            "threads",
            PictureFit(types: ["image/jpeg", "image/png"], maxBytes: 8_388_608, maxWidth: 1440, maxRatioMilli: 10_000)
        ),
        (
            "linkedin",
            PictureFit(
                types: ["image/jpeg", "image/png", "image/gif"], maxBytes: 8_388_608, maxWidth: 6012, maxHeight: 6012)
        ),
        (
            "mastodon",
            PictureFit(
                types: ["image/jpeg", "image/png", "image/webp"], maxBytes: 200_000, maxWidth: 3840, maxHeight: 2160)
        ),
        (
            "bluesky",
            PictureFit(types: ["image/jpeg", "image/png"], maxBytes: 150_000, maxWidth: 2000, maxHeight: 2000)
        ),
    ]

    @Test(arguments: networks.map(\.0), [PixelSize(width: 1900, height: 300), PixelSize(width: 300, height: 900)])
    func `is within each network's limits afterwards`(network: String, size: PixelSize) throws {
        let fit = try #require(Self.networks.first { $0.0 == network }?.1)
        let source = try folder.picture(.png, .noise(size.width, size.height), "source")

        let fitted = try Pictures.fit(source, to: folder.file("fitted"), fit)

        #expect(FittingPlan.fits(fitted, fit))
        #expect(fitted.bytes <= fit.maxBytes && fit.types.contains(fitted.mimeType) && !fitted.hasMetadata)
        #expect(fitted.width <= fit.maxWidth && fitted.height <= fit.maxHeight)
    }

    @Test func `that fits already is copied byte for byte`() throws {
        let source = try folder.picture(.jpeg, .redBlue(48, 32), "source")
        let kept = try Pictures.keep(source, as: folder.file("kept"))

        let fitted = try Pictures.fit(
            folder.file("kept"), to: folder.file("fitted"), PictureFit(types: ["image/jpeg"], maxBytes: kept.bytes))

        #expect(fitted == kept)
        #expect(try folder.bytes("fitted") == folder.bytes("kept"))
    }

    @Test func `one byte too many and it is encoded again`() throws {
        let source = try folder.picture(.jpeg, .noise(120, 80), "source")
        let bytes = try Pictures.probe(source).bytes

        let fitted = try Pictures.fit(
            source, to: folder.file("fitted"), PictureFit(types: ["image/jpeg"], maxBytes: bytes - 1))

        #expect(fitted.bytes < bytes && fitted.size == PixelSize(width: 120, height: 80))
    }

    @Test func `metadata does not slip through with a copy`() throws {
        _ = try folder.picture(.jpeg, .redBlue(48, 32), "plain")
        let tagged = try folder.write(Tags.inJPEG(folder.bytes("plain"), orientation: 1), "tagged")

        let fitted = try Pictures.fit(
            tagged, to: folder.file("fitted"), PictureFit(types: ["image/jpeg"], maxBytes: 1 << 20))

        #expect(!fitted.hasMetadata)
    }

    @Test func `transparency becomes white where the network knows none`() throws {
        let source = try folder.picture(
            .png, Pixels(40, 20) { x, _ in x < 20 ? [200, 0, 0, 0] : [0, 0, 200, 255] }, "source")

        let fitted = try Pictures.fit(
            source, to: folder.file("fitted"), PictureFit(types: ["image/jpeg"], maxBytes: 1 << 20))

        #expect(fitted.format == .jpeg && !fitted.hasAlpha)
        #expect(try folder.pixel(folder.file("fitted"), x: 4, y: 10).allSatisfy { $0 > 245 })
        #expect(try folder.pixel(folder.file("fitted"), x: 36, y: 10)[2] > 150)
    }

    @Test func `the middle is what stays of a picture that is too wide`() throws {
        let source = try folder.picture(
            .png, Pixels(300, 50) { x, _ in x < 100 || x >= 200 ? [250, 0, 0] : [0, 250, 0] }, "source")

        let fit = PictureFit(types: ["image/png"], maxBytes: 1 << 20, maxRatioMilli: 2000)
        let fitted = try Pictures.fit(source, to: folder.file("fitted"), fit)

        #expect(fitted.size == PixelSize(width: 100, height: 50))
        let left = try folder.pixel(folder.file("fitted"), x: 1, y: 25)
        #expect(left == [0, 250, 0])
        #expect(try folder.pixel(folder.file("fitted"), x: 98, y: 25) == [0, 250, 0])
    }

    @Test func `a moving picture goes on moving when it is made smaller`() throws {
        let source = try folder.write(MadeGIF.bytes(200, 100, frames: [5, 60, 120]), "source")

        let fit = PictureFit(types: ["image/gif"], maxBytes: 1 << 20, maxWidth: 50)
        let fitted = try Pictures.fit(source, to: folder.file("fitted"), fit)

        #expect(fitted.frames == 3 && fitted.size == PixelSize(width: 50, height: 25))
    }

    @Test func `a moving picture stands still where it must`() throws {
        let source = try folder.write(MadeGIF.bytes(60, 40, frames: [5, 60, 120]), "source")

        let fitted = try Pictures.fit(
            source, to: folder.file("fitted"), PictureFit(types: ["image/jpeg"], maxBytes: 1 << 20))

        #expect(fitted.frames == 1 && fitted.format == .jpeg && fitted.size == PixelSize(width: 60, height: 40))
    }

    @Test func `what can never be small enough is refused and leaves nothing behind`() throws {
        let source = try folder.picture(.png, .noise(64, 64), "source")

        for fit in [
            PictureFit(types: ["image/jpeg"], maxBytes: 100), PictureFit(types: ["video/mp4"], maxBytes: 1 << 20),
        ] {
            let problem = #expect(throws: Problem.self) { try Pictures.fit(source, to: folder.file("fitted"), fit) }
            #expect([.pictureTooLarge, .notAPicture].contains(problem?.code))
            #expect(!folder.exists("fitted"))
        }
    }
}

@Suite("The plan of a fitting")
struct FittingPlanTests {
    private func picture(
        _ format: PictureFormat, _ width: Int, _ height: Int, bytes: Int = 1000, frames: Int = 1, alpha: Bool = false,
        turned: Bool = false
    ) -> Probed {
        Probed(
            format: format, size: PixelSize(width: width, height: height), frames: frames, bytes: bytes,
            hasAlpha: alpha,
            hasMetadata: false, isTurned: turned, needsColourChange: false, isBeyondSRGB: false
        )
    }

    private func first(_ picture: Probed, _ fit: PictureFit) -> Recipe? {
        guard case .tries(let recipes) = FittingPlan(for: picture, fit) else { return nil }
        return recipes.first
    }

    @Test func `the type stays, else transparency, else the network's favourite decides`() {
        let fit = PictureFit(types: ["image/jpeg", "image/png"], maxBytes: 500)
        #expect(first(picture(.png, 10, 10), fit)?.format == .png)
        #expect(first(picture(.webp, 10, 10), fit)?.format == .jpeg)
        #expect(first(picture(.webp, 10, 10, alpha: true), fit)?.format == .png)
        #expect(first(picture(.gif, 10, 10, frames: 3), fit)?.frames == .first)
        #expect(FittingPlan(for: picture(.webp, 10, 10), PictureFit(types: ["video/mp4"], maxBytes: 9)) == .impossible)
    }

    @Test func `an opaque PNG may become a JPEG before it shrinks, a clear one may not`() {
        let fit = PictureFit(types: ["image/png", "image/jpeg"], maxBytes: 500)
        guard case .tries(let opaque) = FittingPlan(for: picture(.png, 100, 100), fit),
            case .tries(let clear) = FittingPlan(for: picture(.png, 100, 100, alpha: true), fit)
        else {
            Issue.record("there is something to try")
            return
        }
        #expect(
            opaque.map(\.format).prefix(2) == [.png, .jpeg] && opaque[1].whole == PixelSize(width: 100, height: 100))
        #expect(clear.allSatisfy { $0.format == .png } && clear[1].whole == PixelSize(width: 84, height: 84))
    }

    @Test func `each part is within the limits, for every size`() {
        let fit = PictureFit(
            types: ["image/jpeg"], maxBytes: 500, maxWidth: 1440, maxHeight: 1000, minRatioMilli: 800,
            maxRatioMilli: 1910)
        for width in [1, 2, 3, 17, 319, 320, 1440, 1441, 5000, 9999] {
            for height in [1, 2, 5, 21, 401, 999, 1000, 1001, 7000] {
                guard case .tries(let recipes) = FittingPlan(for: picture(.jpeg, width, height), fit) else { continue }
                for recipe in recipes {
                    let part = recipe.part
                    #expect(part.width >= 1 && part.height >= 1)
                    #expect(
                        part.width <= min(1440, recipe.whole.width) && part.height <= min(1000, recipe.whole.height))
                    #expect(recipe.whole.width <= width && recipe.whole.height <= height)
                    #expect(FittingPlan.cut(part, fit) == part || min(part.width, part.height) < 3)
                }
            }
        }
    }

    @Test func `a picture is never made larger`() {
        let fit = PictureFit(types: ["image/png"], maxBytes: 1 << 20, maxWidth: 4000, maxHeight: 4000)
        #expect(FittingPlan(for: picture(.png, 10, 10), fit) == .asItIs)
        #expect(first(picture(.png, 10, 20, turned: true), fit)?.whole == PixelSize(width: 10, height: 20))
    }
}
