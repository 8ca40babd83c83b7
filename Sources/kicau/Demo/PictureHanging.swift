import Foundation
import KicauCore
import KicauPublish
import KicauSandbox

/// Draws the pictures, films one of them, and takes all in as uploads.
struct PictureHanging: Sendable {
    let stage: Stage

    func hang(for owner: Caller) async throws -> [String: Media] {
        let media = stage.building.media
        return try await withThrowingTaskGroup { group in
            for picture in WorldPictures.all {
                group.addTask {
                    let path = media.incomingPath()
                    try picture.png.write(to: URL(fileURLWithPath: path))
                    return (picture.name, try await media.takeIn(fileAt: path, by: owner))
                }
            }
            var kept: [String: Media] = [:]
            for try await (name, picture) in group { kept[name] = picture }
            return kept
        }
    }

    /// Nil where there is no ffmpeg.
    func film(for owner: Caller) async throws -> Media? {
        guard let picture = WorldPictures.all.first, let film = await StillFilm.bytes(of: picture.png, seconds: 4)
        else {
            return nil
        }
        let path = stage.building.media.incomingPath()
        try film.write(to: URL(fileURLWithPath: path))
        var kept = try await stage.building.media.takeIn(fileAt: path, by: owner)
        kept.alt = picture.alt(in: "id")
        return kept
    }
}
