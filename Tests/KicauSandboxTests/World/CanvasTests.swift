import Foundation
import Testing

@testable import KicauSandbox

@Suite("A printed picture")
struct CanvasTests {
    private let black = Colour(0, 0, 0)
    private let white = Colour(255, 255, 255)

    private func colour(_ canvas: Canvas, _ x: Int, _ y: Int) -> Colour {
        canvas.palette[Int(canvas.pixels[y * canvas.width + x])]
    }

    @Test func `covers whole pixels whole and halved ones by half`() {
        var canvas = Canvas(20, 10, paper: white)
        canvas.fill(.rect(2, 2, 10.5, 6), black)

        #expect(colour(canvas, 2, 2) == black)
        #expect(colour(canvas, 11, 7) == black)
        #expect(colour(canvas, 12, 5) == Colour(127, 127, 127))
        #expect(colour(canvas, 13, 5) == white)
        #expect(colour(canvas, 1, 5) == white)
        #expect(colour(canvas, 5, 1) == white)
        #expect(colour(canvas, 5, 8) == white)
    }

    @Test func `has no hole where two outlines of a shape overlap`() {
        var canvas = Canvas(20, 10, paper: white)
        let clockwise = [Spot(1, 1), Spot(9, 1), Spot(9, 9), Spot(1, 9)]
        canvas.fill(Shape(clockwise) + Shape([Spot(5, 1), Spot(5, 9), Spot(15, 9), Spot(15, 1)]), black)

        #expect((1..<15).allSatisfy { colour(canvas, $0, 5) == black })
    }

    @Test func `keeps within its paper when a shape does not`() {
        var canvas = Canvas(10, 10, paper: white)
        canvas.fill(.circle(5, 5, 400), black)
        canvas.fill(.rect(-50, -50, 20, 20), black)

        #expect(canvas.pixels.count == 100)
        #expect(canvas.pixels.allSatisfy { canvas.palette[Int($0)] == black })
    }

    @Test func `darkens what it is printed over`() {
        var canvas = Canvas(4, 4, paper: Colour(200, 100, 50))
        canvas.overprint(.rect(0, 0, 4, 4), Colour(255, 128, 0))

        #expect(colour(canvas, 1, 1) == Colour(200, 50, 0))
    }

    @Test func `is a PNG of its size, the same each time`() throws {
        let picture = try #require(WorldPictures.all.first { $0.name == "mountain" })
        let png = picture.png

        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        #expect([UInt8](png[16..<24]) == [0, 0, 0x04, 0xB0, 0, 0, 0x03, 0x84])
        #expect(png.count < 300_000)
        #expect(png == picture.png)
    }
}
