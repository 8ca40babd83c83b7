import Foundation
import KicauCore
import KicauPublish
import KicauSandbox

/// Draws the pictures and takes them in as uploads.
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
}
