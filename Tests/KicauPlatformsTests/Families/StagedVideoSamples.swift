import KicauCore

@testable import KicauPlatforms

/// Videos, and errands that bring them to Instagram and Threads by their addresses.
enum StagedVideo {
    static func post(
        _ text: String, _ media: [Media], for platform: PlatformID, _ chosen: [String: [String]] = [:],
        comment: String? = nil
    ) -> Post {
        var post = Sample.post(text, pictures: media, comment: comment)
        post.options = [platform: ChosenOptions(chosen)]
        return post
    }

    static func errand(
        _ platform: some Platform, _ post: Post, _ step: Step, progress: Progress = Progress(),
        now: Instant = .noon + .minutes(5)
    ) -> Errand {
        let signedIn = MetaSample.signedIn(platform.id)
        let rendition = platform.render(post, for: signedIn.account, at: .noon).rendition
        let media = rendition.parts[step.part].media.enumerated().map { index, rendered in
            let original = rendered.original
            return FittedMedia(
                path: "/nowhere/\(index)", mimeType: original.mimeType, width: original.width,
                height: original.height, bytes: 3000, alt: original.alt, motion: original.motion,
                publicURL: address(index, of: original))
        }
        return Errand(
            rendition: rendition, step: step, progress: progress, signedIn: signedIn, key: "key-1", media: media,
            now: now)
    }

    /// The form of the call that makes a step's container.
    static func form(
        _ platform: some Platform, _ post: Post, _ step: Step, progress: Progress = Progress()
    ) async -> [String: String] {
        let line = ScriptedLine([.reply(200, #"{"id":"c1"}"#)])
        _ = await platform.prepare(errand(platform, post, step, progress: progress), before: nil, via: line)
        return line.asked.first?.form ?? [:]
    }

    /// How long the connector waits before each look at a container that stays in work, the first after making it.
    static func waits(_ platform: some Platform, _ post: Post, state: String, count: Int) async -> [Duration] {
        var before: [String: JSONValue]?
        var now = Instant.noon
        var waits: [Duration] = []
        for _ in 0..<count {
            let answer = before == nil ? #"{"id":"c1"}"# : #"{"\#(state)":"IN_PROGRESS"}"#
            let errand = errand(platform, post, container(0), now: now)
            let answered = await platform.prepare(
                errand, before: before, via: ScriptedLine([.reply(200, answer)], now: now))
            guard case .working(let known, let again) = answered else { break }
            waits.append(again - now)
            (before, now) = (known, again)
        }
        return waits
    }

    static func container(_ picture: Int?, part: Int = 0) -> Step {
        Step(.prepare, "container", part: part, picture: picture)
    }

    static let commit = Step(.commit, "post", part: 0)

    /// Two items of a carousel, made and ready.
    static let twoItems = Progress(prepared: [
        MetaSample.prepared(container(0), "container", "c1"), MetaSample.prepared(container(1), "container", "c2"),
    ])

    static let ready = Progress(prepared: [MetaSample.prepared(container(0), "container", "c1")])

    private static func address(_ index: Int, of media: Media) -> String {
        "https://media.example/\(index)." + (media.isVideo ? "mp4" : "jpg")
    }
}
