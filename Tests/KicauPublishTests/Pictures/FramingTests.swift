import KicauCore
import Testing

@testable import KicauPublish

@Suite("What of a picture stays in view")
struct FramingTests {
    let folder: PictureFolder
    /// Square only, as a strict network would have it.
    let square = PictureFit(
        types: ["image/jpeg"], maxBytes: 1 << 20, maxWidth: 100, maxHeight: 100, minRatioMilli: 1000,
        maxRatioMilli: 1000)

    init() throws { folder = try PictureFolder() }

    /// The colour in the middle of the left and of the right edge, and at the top.
    func look(_ framing: Framing?, _ width: Int, _ height: Int) throws -> (left: [UInt8], right: [UInt8], top: [UInt8])
    {
        let source = try folder.picture(.png, .redBlue(width, height), "source")
        let fitted = try Pictures.fit(source, to: folder.file("fitted"), square, keeping: framing)
        #expect(fitted.size == PixelSize(width: 100, height: 100))
        return (
            try folder.pixel(folder.file("fitted"), x: 4, y: 50), try folder.pixel(folder.file("fitted"), x: 95, y: 50),
            try folder.pixel(folder.file("fitted"), x: 50, y: 4)
        )
    }

    func isRed(_ pixel: [UInt8]) -> Bool { pixel[0] > 180 && pixel[2] < 90 }
    func isBlue(_ pixel: [UInt8]) -> Bool { pixel[2] > 180 && pixel[0] < 90 }
    func isWhite(_ pixel: [UInt8]) -> Bool { pixel.prefix(3).allSatisfy { $0 > 240 } }

    @Test func `is the middle when nothing is said`() throws {
        let seen = try look(nil, 400, 200)

        #expect(isRed(seen.left) && isBlue(seen.right))
    }

    @Test func `is the side that is asked for`() throws {
        let left = try look(.left, 400, 200)
        let right = try look(.right, 400, 200)

        #expect(isRed(left.left) && isRed(left.right))
        #expect(isBlue(right.left) && isBlue(right.right))
    }

    @Test func `is what lies around a point`() throws {
        let left = try look(.around(FocusPoint(clampingX: -1000, y: 0)), 400, 200)
        let right = try look(.around(FocusPoint(clampingX: 1000, y: 300)), 400, 200)

        #expect(isRed(left.left) && isRed(left.right))
        #expect(isBlue(right.left) && isBlue(right.right))
    }

    @Test func `is all of it on white, above and below or beside`() throws {
        let wide = try look(.whole, 400, 200)
        let tall = try look(.whole, 200, 400)

        #expect(isRed(wide.left) && isBlue(wide.right) && isWhite(wide.top))
        #expect(isWhite(tall.left) && isWhite(tall.right) && !isWhite(tall.top))
    }

    @Test func `top and bottom are told apart where height is lost`() {
        let picture = Probed(
            format: .png, size: PixelSize(width: 100, height: 300), frames: 1, bytes: 900, hasAlpha: false,
            hasMetadata: false, isTurned: false, needsColourChange: false, isBeyondSRGB: false)
        func top(_ framing: Framing?) -> Int? {
            guard case .tries(let recipes) = FittingPlan(for: picture, square, keeping: framing) else { return nil }
            return recipes.first?.corner.top
        }

        #expect([top(.top), top(nil), top(.bottom)] == [0, 100, 200])
        let points = [1000, 500, 0, -400, -1000].map { top(.around(FocusPoint(clampingX: 0, y: $0))) }
        #expect(points == [0, 50, 100, 140, 200])
    }
}
