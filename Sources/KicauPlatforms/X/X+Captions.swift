import Foundation
import KicauCore

/// A video's words: each language is a file of its own, uploaded first and then tied to the video.
///
/// X OpenAPI 2.159 and 2.167, `createMediaSubtitles`; read 2026-07-25. How many languages one video takes is said nowhere.
extension X {
    static let captions = CaptionRules(most: Captions.most)

    static func tracks(of media: Media) -> [XCaptionTrack] {
        media.isVideo ? XCaptionTrack.all(media.captions.map(\.language)) : []
    }

    /// After every language it is noted how many are done. Tied twice, they are the same words in the same language.
    func caption(
        _ errand: Errand, _ fitted: FittedMedia, _ before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        guard let video = mediaID(of: errand) else { return .stageAgain(X.uploadGone) }
        let tracks = XCaptionTrack.all(fitted.captions.map(\.language))
        let done = before?["done"]?.int ?? 0
        guard tracks.indices.contains(done), fitted.captions.indices.contains(tracks[done].place) else {
            return .ready([:], expires: nil)
        }
        let track = tracks[done]
        do throws(LineFailure) {
            let answer = try await bring(fitted.captions[track.place], before, errand, via: line)
            guard case .ready(let known, _) = answer, let file = known["media_id"]?.string else {
                return answer.keeping(["done": .integer(Int64(done))])
            }
            let call = Call(
                .post, X.api(errand.signedIn.app) + "/2/media/subtitles",
                body: .json(XWire.subtitles(track, file: file, of: video)))
            let reply = try await line.call(call, unit: XUnit.mediaMetadata)
            guard reply.isSuccess else { return X.untied(X.complaint(reply)) }
            return done + 1 < tracks.count
                ? .working(["done": .integer(Int64(done + 1))], askAgain: reply.at) : .ready([:], expires: nil)
        } catch { return error.preparation }
    }

    private func bring(
        _ captions: FittedCaptions, _ before: [String: JSONValue]?, _ errand: Errand, via line: any Line
    ) async throws(LineFailure) -> Preparation {
        if let known = before?["media_id"]?.string { return await status(of: known, errand, via: line) }
        let file = Call.FilePart(
            field: "media", fileName: "captions.srt", type: FittedCaptions.srtType, path: captions.srt.path)
        let call = Call(
            .post, X.uploadURL(errand), body: .multipart(XWire.captionFields, files: [file]),
            deadline: Uploading.deadline(bytes: captions.srt.bytes))
        return X.uploaded(try await line.call(call, unit: XUnit.mediaUpload))
    }

    /// A video or file that X has forgotten is uploaded anew.
    private static func untied(_ complaint: Complaint) -> Preparation {
        guard case .refused(let refusal) = errors.preparation(of: complaint) else {
            return errors.preparation(of: complaint)
        }
        guard refusal.kind != .gone else { return .stageAgain(uploadGone) }
        guard [.invalidContent, .media].contains(refusal.kind) else { return .refused(refusal) }
        return .refused(
            Refusal(
                .media, "X did not take the video's captions.",
                do: "Look through them, or leave them out, and send it again.", answer: refusal.answer,
                status: refusal.status))
    }

    private static let uploadGone = Refusal(
        .newContainer, "The video has to be uploaded to X again.", do: "Nothing to do.")

    /// What of a video's captions X has no name for: said beforehand, and left out.
    static func unnamed(_ media: [Media], at index: Int) -> [RuleBroken] {
        media.flatMap { media in
            let languages = media.captions.map(\.language)
            let named = XCaptionTrack.all(languages).map(\.place)
            return languages.indices.filter { !named.contains($0) }.map { place in
                RuleBroken(
                    "X names languages by two letters, each once: the captions in \(languages[place]) are not shown there.",
                    do: "Leave them out, or let them be seen on the other networks.", part: index, weight: .warns)
            }
        }
    }
}

/// One language of a video, as X names it.
struct XCaptionTrack: Equatable {
    /// Among the video's captions.
    let place: Int
    /// "ID": two capital letters, by both specifications.
    let code: String
    /// "Indonesian".
    let name: String

    /// In the author's order; of two with one code the first.
    static func all(_ languages: [String]) -> [XCaptionTrack] {
        languages.enumerated().reduce(into: []) { tracks, each in
            guard let letters = each.element.split(separator: "-").first, letters.utf8.count == 2 else { return }
            let code = letters.uppercased()
            guard !tracks.contains(where: { $0.code == code }) else { return }
            let name = Locale(identifier: "en").localizedString(forIdentifier: each.element) ?? code
            tracks.append(XCaptionTrack(place: each.offset, code: code, name: name))
        }
    }
}

extension XWire {
    static let captionFields = [("media_category", "subtitles")]

    static func subtitles(_ track: XCaptionTrack, file: String, of video: String) -> JSONValue {
        [
            "id": .string(video), "media_category": "TweetVideo",
            "subtitles": [
                "id": .string(file), "language_code": .string(track.code), "display_name": .string(track.name),
            ],
        ]
    }
}

extension Preparation {
    /// What is to be known when it is asked again.
    fileprivate func keeping(_ more: [String: JSONValue]) -> Preparation {
        guard case .working(let known, let askAgain) = self else { return self }
        return .working(known.merging(more) { _, new in new }, askAgain: askAgain)
    }
}
