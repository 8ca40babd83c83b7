import KicauCore
import Testing

@testable import KicauWeb

@Suite("How much an upload may bring")
struct UploadGaugeTests {
    private static let piece = [UInt8](repeating: 7, count: 1 << 20)

    /// How many megabytes went in after a beginning, at most 100.
    private func taken(after beginning: [UInt8]) -> Int {
        var gauge = UploadGauge()
        var megabytes = 0
        do {
            try gauge.take(beginning)
            while megabytes < 100 {
                try gauge.take(Self.piece)
                megabytes += 1
            }
        } catch { #expect(error.code == .uploadTooLarge) }
        return megabytes
    }

    @Test func `is a picture's measure until it begins as a video`() {
        #expect(taken(after: [0xFF, 0xD8, 0xFF, 0xE0]) == 63)
        #expect(taken(after: Array("anything at all".utf8)) == 63)
        #expect(taken(after: [0, 0, 0, 24] + Array("ftypisom".utf8)) == 100)
        #expect(taken(after: [0x1A, 0x45, 0xDF, 0xA3] + Array(repeating: 0, count: 60)) == 100)
    }
}
