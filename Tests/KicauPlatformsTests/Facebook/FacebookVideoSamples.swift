import KicauCore

@testable import KicauPlatforms

/// A video for Facebook, and the errands of the steps that bring it there.
enum FacebookVideo {
    static func post(
        _ text: String = "", as format: String? = nil, title: String? = nil, media: [Media] = [Sample.video()],
        comment: String? = nil
    ) -> Post {
        var post = Sample.post(text, pictures: media, comment: comment)
        post.options = [
            "facebook": ChosenOptions(["format": format.map { [$0] } ?? [], "title": title.map { [$0] } ?? []])
        ]
        return post
    }

    static func errand(
        _ post: Post, _ step: Step, progress: Progress = Progress(), addresses: [String: String] = [:]
    ) -> Errand {
        let signedIn = Sample.signedIn(Sample.account("facebook"), addresses: addresses, refresh: nil)
        let rendition = Facebook().render(post, for: signedIn.account, at: .noon).rendition
        let media = rendition.parts[step.part].media.map {
            FittedMedia(
                path: "/nowhere/video", mimeType: "video/mp4", width: 1080, height: 1920, bytes: 3000,
                alt: $0.original.alt, motion: $0.original.motion, publicURL: nil)
        }
        return Errand(
            rendition: rendition, step: step, progress: progress, signedIn: signedIn, key: "key-1", media: media,
            now: .noon)
    }

    static let upload = Step(.prepare, "video", part: 0, picture: 0)
    static let commit = Step(.commit, "post", part: 0)

    static let uploaded = Progress(prepared: [
        (step: upload, result: ["session": "s1", "video": "900", "start": 3000, "end": 3000])
    ])

    static func status(_ whole: String, processing: String, publishing: String) -> ScriptedLine.Answer {
        .reply(
            200,
            #"{"id":"900","status":{"video_status":"\#(whole)","uploading_phase":{"status":"complete"},"#
                + #""processing_phase":{"status":"\#(processing)"},"publishing_phase":\#(publishing)}}"#)
    }

    static let published = status(
        "ready", processing: "complete", publishing: #"{"status":"complete","publish_status":"published"}"#)
    static let processing = status("processing", processing: "in_progress", publishing: #"{"status":"not_started"}"#)
    static let untouched = status(
        "upload_complete", processing: "not_started", publishing: #"{"status":"not_started"}"#)
    static let failed = ScriptedLine.Answer.reply(
        200,
        #"{"id":"900","status":{"video_status":"error","processing_phase":{"status":"error","#
            + #""errors":[{"code":1363008,"message":"No picture in it"}]}}}"#)
}
