import Foundation

/// Eight by eight green pixels.
public enum TestPicture {
    private static let base64 =
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGNQaEjAihiGlgQA8jBAAbIO7xUAAAAASUVORK5CYII="

    /// Written to a fresh file, which taking it in removes.
    public static func file() throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString).png").path
        try (Data(base64Encoded: base64) ?? Data()).write(to: URL(fileURLWithPath: path))
        return path
    }
}
