public import Foundation
import KicauCore

extension MediaRoom {
    /// A small picture under a public address, to see from outside whether networks would get it.
    public struct Sample: Sendable {
        public let url: String
        public let bytes: Data
        public let mimeType: String
    }

    /// Lays a sample out for a day at most; nil: no public address is set up. What it leaves is swept with the grants.
    public func layOutSample() async throws -> Sample? {
        let place = "fitted/sample.png"
        let path = "\(folder)/\(place)"
        try Data(MediaRoom.samplePicture).write(to: URL(fileURLWithPath: path), options: .atomic)
        guard let url = try await grant(place, "image/png", bytes: MediaRoom.samplePicture.count) else { return nil }
        return Sample(url: url, bytes: Data(MediaRoom.samplePicture), mimeType: "image/png")
    }

    /// One grey pixel.
    private static let samplePicture: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
        0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B, 0x55, 0x00, 0x00, 0x00,
        0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77, 0xCD, 0x72,
        0xB6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
}
