import KicauCore
import KicauText

@testable import KicauPlatforms

/// What our rules say of each leaf that they know.
extension ComparedLimit {
    static let all: [ComparedLimit] = x + facebook + instagram + threads + linkedIn

    private static let x: [ComparedLimit] = {
        let (rules, video) = (X().rules, X.videos.fit)
        let minutes = words(of: "poll_duration_minutes", rules).compactMap { Int($0) }
        let link = WeightedText("https://kedai-aksara.com/menu/kopi-dan-teh", config: .v3)
        let written: [ComparedLimit] = [
            .same("x.text.max", rules.textLimit.value), .same("x.text.long_post_max", X.longTextLimit.value),
            .same("x.text.url_weight", link.weightedLength), .said("x.thread", rules.canThread),
            .pair("x.poll.minutes", minutes.min() ?? 0, minutes.max() ?? 0),
        ]
        let pictures: [ComparedLimit] = [
            .same("x.images.max", rules.maxPictures.value), .same("x.images.alt_chars", rules.maxAltLength),
            .types("x.images.types", X.fit.types), .bytes("x.images.bytes", X.fit.maxBytes),
            .bytes("x.gif.bytes", X.gifFit.maxBytes), .pair("x.gif.pixels", X.gifFit.maxWidth, X.gifFit.maxHeight),
            .same("x.gif.frames", X.gifFit.maxFrames ?? 0),
        ]
        let videos: [ComparedLimit] = [
            .same("x.video.max", X.videos.most), .bytes("x.video.bytes", video.maxBytes),
            .seconds("x.video.seconds", video),
            .pair("x.video.pixels_min", video.minShortSide, video.minShortSide),
            .pair("x.video.pixels_max", video.maxLongSide, video.maxShortSide),
            .same("x.video.fps_max", video.maxMilliFPS / 1000),
            .ratios("x.video.ratio", video.minRatioMilli, video.maxRatioMilli),
            .most("x.upload.chunk_max", X.chunkBytes),
            .most("x.upload.segments_max", video.maxBytes / X.chunkBytes + 1),
        ]
        return written + pictures + videos + poll("x", rules)
    }()

    private static let facebook: [ComparedLimit] = [
        .same("facebook_page.text.max", Facebook().rules.textLimit.value),
        .same("facebook_page.images.max", Facebook().rules.maxPictures.value),
        .types("facebook_page.images.types", Facebook.fit.types),
        .bytes("facebook_page.images.bytes", Facebook.fit.maxBytes),
        .seconds("facebook_page.reel.seconds", Facebook.uprightFit),
        .pair("facebook_page.reel.pixels_min", Facebook.uprightWidth.value, Facebook.uprightHeight.value),
        ComparedLimit("facebook_page.reel.ratio") { listed in
            listed.string.flatMap(ratioMilli).map { Facebook.uprightRatios.contains($0) } ?? false
        },
        .frames("facebook_page.reel.fps", least: Facebook.uprightMilliFPS.value, Facebook.uprightFit),
    ]

    private static let instagram: [ComparedLimit] = {
        let (rules, fit, reel) = (Instagram().rules, Instagram.fit, Instagram.videoFit)
        let written: [ComparedLimit] = [
            .same("instagram.text.max", rules.textLimit.value),
            .same("instagram.text.hashtags", Instagram.maxHashtags.value),
            .same("instagram.text.mentions", Instagram.maxMentions.value),
            .said("instagram.text_only", !rules.needsPicture),
            .same("instagram.posts_per_24h.default", rules.inADay),
            .same("instagram.container.ttl_seconds", Int(Containers.life.components.seconds)),
            .same("instagram.collaborators", lines(of: "collaborators", rules)?.counts.upperBound ?? 0),
        ]
        let media: [ComparedLimit] = [
            .types("instagram.images.types", fit.types), .bytes("instagram.images.bytes", fit.maxBytes),
            .last("instagram.images.width", fit.maxWidth),
            .ratios("instagram.images.ratio", fit.minRatioMilli, fit.maxRatioMilli),
            .same("instagram.images.alt_chars", rules.maxAltLength),
            .last("instagram.carousel.items", rules.maxPictures.value),
            .seconds("instagram.reel.seconds", reel), .bytes("instagram.reel.bytes", reel.maxBytes),
            .frames("instagram.reel.fps", least: VideoPace.least.value, reel),
            .same("instagram.reel.width_max", reel.maxLongSide),
            .ratios("instagram.reel.ratio", reel.minRatioMilli, reel.maxRatioMilli),
            .seconds("instagram.story_video.seconds", Instagram.storyVideoFit),
            .bytes("instagram.story_video.bytes", Instagram.storyVideoFit.maxBytes),
        ]
        return written + media
    }()

    private static let threads: [ComparedLimit] = {
        let (rules, fit, video) = (Threads().rules, Threads.fit, Threads.videos.fit)
        let topics = rules.options.filter { $0.name == "topic_tag" && $0.kind == .text(most: 50) }.count
        let written: [ComparedLimit] = [
            .same("threads.text.max", rules.textLimit.value), .same("threads.text.links", Threads.maxLinks.value),
            .same("threads.text.topic_tags", topics), .same("threads.posts_per_24h", rules.inADay),
            ComparedLimit("threads.edit") { $0 == .null && !rules.canEdit },
        ]
        let media: [ComparedLimit] = [
            .types("threads.images.types", fit.types), .bytes("threads.images.bytes", fit.maxBytes),
            .last("threads.images.width", fit.maxWidth), .same("threads.images.alt_chars", rules.maxAltLength),
            ComparedLimit("threads.images.ratio_max") { $0.string.flatMap(ratioMilli) == fit.maxRatioMilli },
            .last("threads.carousel.items", rules.maxPictures.value), .seconds("threads.video.seconds", video),
            .bytes("threads.video.bytes", video.maxBytes),
            .frames("threads.video.fps", least: VideoPace.least.value, video),
            .same("threads.video.width_max", video.maxLongSide),
        ]
        return written + media + poll("threads", rules)
    }()

    private static let linkedIn: [ComparedLimit] = {
        let (rules, fit, video) = (LinkedIn().rules, LinkedIn.fit, LinkedIn.videos.fit)
        let written: [ComparedLimit] = [
            .same("linkedin.text.max", rules.textLimit.value),
            .same("linkedin.text.comment_max", LinkedIn.commentLimit.value),
            .same("linkedin.posts_per_day_member", rules.inADay),
            .words("linkedin.poll.durations", words(of: "poll_duration", rules)),
            ComparedLimit("linkedin.poll.question_chars") { listed in
                let asked = rules.options.first { $0.name == "poll_question" }
                return listed.int.map { asked?.kind == .text(most: $0) } ?? false
            },
        ]
        let media: [ComparedLimit] = [
            .same("linkedin.images.max", rules.maxPictures.value), .types("linkedin.images.types", fit.types),
            .most("linkedin.images.pixels_total", fit.maxWidth * fit.maxHeight),
            .same("linkedin.images.gif_frames", fit.maxFrames ?? 0),
            .same("linkedin.images.alt_chars", rules.maxAltLength), .seconds("linkedin.video.seconds", video),
            ComparedLimit("linkedin.video.bytes") { listed in
                let ends = listed.array?.compactMap(\.int) ?? []
                return ends.first == LinkedIn.minVideoBytes.value && ends.last.map { video.maxBytes <= $0 } == true
            },
            .bytes("linkedin.document.bytes", LinkedIn.documents.maxBytes),
            .same("linkedin.document.pages", LinkedIn.documents.maxPages),
        ]
        return written + media + poll("linkedin", rules)
    }()

    private static func poll(_ name: String, _ rules: PlatformRules) -> [ComparedLimit] {
        guard let poll = lines(of: "poll", rules) else { return [] }
        return [
            .pair("\(name).poll.options", poll.counts.lowerBound, poll.counts.upperBound),
            .last("\(name).poll.option_chars", poll.most),
        ]
    }

    private static func lines(of name: String, _ rules: PlatformRules) -> (counts: ClosedRange<Int>, most: Int)? {
        guard case .lines(let counts, let most) = rules.options.first(where: { $0.name == name })?.kind else {
            return nil
        }
        return (counts, most)
    }

    private static func words(of name: String, _ rules: PlatformRules) -> [String] {
        guard case .choice(let choices) = rules.options.first(where: { $0.name == name })?.kind else { return [] }
        return choices.map(\.word)
    }
}

extension PlatformRules {
    /// How many posts an account may send in a day.
    fileprivate var inADay: Int {
        sendLimits.first { $0.scope == .account && $0.span == .hours(24) }?.most.value ?? 0
    }
}
