import Foundation
import KicauCore
import KicauStore

/// The videos of the media folder as networks will get them; each is made once and kept.
struct FittedVideos: Sendable {
    /// The media folder.
    let folder: String
    let pieces: SharedPieces
    let workshop: VideoWorkshop
    let makeToken: @Sendable () -> String

    /// What was made, noted beside it.
    struct Made: Codable, Sendable {
        /// In the media folder; the kept file itself where it fitted.
        let place: String
        let width: Int
        let height: Int
        let bytes: Int
        let motion: Motion
    }

    /// Nil: it is being made.
    /// - Throws: `Problem` when it cannot be.
    func made(_ order: VideoWorkshop.Order) throws -> Made? {
        if let made = try noted(order) { return made }
        guard case .failed(let problem) = workshop.order(order) else { return nil }
        throw problem
    }

    private func noted(_ order: VideoWorkshop.Order) throws -> Made? {
        let note = try notePath(order)
        guard let bytes = FileManager.default.contents(atPath: note) else { return nil }
        let made = try JSONDecoder().decode(Made.self, from: bytes)
        return MediaRoom.isHere(note) && MediaRoom.isHere("\(folder)/\(made.place)") ? made : nil
    }

    /// Called by the workshop.
    func make(_ order: VideoWorkshop.Order, _ progress: @escaping @Sendable (Int) -> Void) async throws(Problem) {
        do {
            guard try noted(order) == nil else { return }
            let kept = "kept/\(order.sha256)"
            let source = try await pieces.path(of: kept)
            let video = try await VideoProbe(of: source, .mp4, bytes: try Pictures.size(of: source))
            switch VideoPlan(for: video, order.fit) {
            case .asItIs: try note(video, at: kept, order)
            case .encode(let recipe): try await encode(source, video, recipe, order, progress)
            case .impossible:
                throw Problem(
                    .videoTooLarge,
                    "This video is too long to be made smaller than \(order.fit.maxBytes / 1_000_000) MB.",
                    do: "Cut it, and upload it again.")
            }
        } catch {
            throw Problem.told(error)
        }
    }

    private func encode(
        _ source: String, _ video: VideoProbe, _ recipe: [String], _ order: VideoWorkshop.Order,
        _ progress: @escaping @Sendable (Int) -> Void
    ) async throws {
        let unfinished = "\(folder)/incoming/\(makeToken())"
        defer { unlink(unfinished) }
        try await FFmpeg.make(unfinished, from: source, .mp4, recipe) { done in
            progress(min(99, done * 100 / max(video.milliseconds, 1)))
        }
        let made = try await VideoProbe(of: unfinished, .mp4, bytes: try Pictures.size(of: unfinished))
        guard made.bytes <= order.fit.maxBytes else {
            throw Problem(
                .videoTooLarge, "This video cannot be made smaller than \(order.fit.maxBytes / 1_000_000) MB.",
                do: "Cut it, and upload it again.")
        }
        let place = try self.place(order) + ".mp4"
        guard rename(unfinished, "\(folder)/\(place)") == 0 else { throw MediaRoom.unwritten }
        try note(made, at: place, order)
    }

    private func note(_ video: VideoProbe, at place: String, _ order: VideoWorkshop.Order) throws {
        let made = Made(
            place: place, width: video.size.width, height: video.size.height, bytes: video.bytes, motion: video.motion)
        try JSONEncoder().encode(made).write(to: URL(fileURLWithPath: try notePath(order)), options: .atomic)
    }

    private func place(_ order: VideoWorkshop.Order) throws -> String {
        "fitted/\(order.sha256)-\(Digest.hex(try JSONText.encode(order.fit)).prefix(16))"
    }

    private func notePath(_ order: VideoWorkshop.Order) throws -> String { "\(folder)/\(try place(order)).json" }
}

extension Problem {
    /// What went wrong, if it has words of its own; a full disk and the like otherwise.
    static func told(_ error: any Error) -> Problem {
        error as? Problem
            ?? Problem(
                .dataFolderUnusable, "A video could not be made ready.",
                do: "Check the data folder and its free space.",
                cause: "\(error)")
    }
}
