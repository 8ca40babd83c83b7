import KicauCore
import Testing

@testable import KicauPlatforms

/// What each network takes is held to a list that our rules were not made of.
@Suite("Networks' limits")
struct PlatformLimitsTests {
    private static let names: [(PlatformID, String)] = [
        ("x", "x"), ("facebook", "facebook_page"), ("instagram", "instagram"), ("threads", "threads"),
        ("linkedin", "linkedin"),
    ]

    private func rules(_ id: PlatformID) throws -> PlatformRules {
        let platform = try #require(Registry.all.first { $0.id == id })
        return platform.rules
    }

    private func listed(_ name: String) throws -> JSONValue {
        let lists = try Specs.json("derived/platform_limits.json")
        return try #require(lists[name])
    }

    @Test func `of texts, pictures and their descriptions are the list's`() throws {
        for (id, name) in Self.names {
            let (rules, list) = (try rules(id), try listed(name))
            #expect(rules.textLimit.value == list.at("text", "max")?.int, "\(name)")
            let pictures = list.at("images", "max")?.int ?? list.at("carousel", "items")?.array?.last?.int
            #expect(rules.maxPictures.value == pictures, "\(name)")
            if let alt = list.at("images", "alt_chars")?.int { #expect(rules.maxAltLength == alt, "\(name)") }
        }
    }

    /// The list's bytes are the networks' own binary megabytes; where a page says MB, the smaller reading is kept to.
    @Test func `of videos lie within the list's`() throws {
        for (id, name, kind) in [
            (PlatformID("x"), "x", "video"), ("threads", "threads", "video"), ("linkedin", "linkedin", "video"),
        ] {
            let (rules, list) = (try rules(id), try listed(name))
            let fit = try #require(rules.videos?.fit)
            let video = try #require(list[kind])
            let seconds = try #require(video["seconds"]?.array)
            #expect(Double(fit.maxMilliseconds) <= 1000 * (seconds.last?.seconds ?? 0), "\(name)")
            #expect(Double(fit.minMilliseconds) >= 1000 * (seconds.first?.seconds ?? .infinity), "\(name)")
            let bytes = try #require(video["bytes"]?.int ?? video["bytes"]?.array?.last?.int)
            #expect(fit.maxBytes <= bytes && fit.maxBytes > bytes / 2, "\(name)")
        }
    }

    @Test func `of posts a day are the list's`() throws {
        let day = Duration.hours(24)
        let (instagram, threads) = (try rules("instagram"), try rules("threads"))
        let (instagramList, threadsList) = (try listed("instagram"), try listed("threads"))
        let (linkedInList, xList) = (try listed("linkedin"), try listed("x"))
        let ofInstagram = try #require(instagram.sendLimits.first { $0.span == day })
        let ofThreads = try #require(threads.sendLimits.first { $0.span == day })

        #expect(ofInstagram.most.value == instagramList.at("posts_per_24h", "default")?.int)
        #expect(ofThreads.most.value == threadsList["posts_per_24h"]?.int)
        #expect(Instagram.maxHashtags.value == instagramList.at("text", "hashtags")?.int)
        #expect(Instagram.maxMentions.value == instagramList.at("text", "mentions")?.int)
        #expect(Threads.maxLinks.value == threadsList.at("text", "links")?.int)
        #expect(LinkedIn.commentLimit.value == linkedInList.at("text", "comment_max")?.int)
        #expect(X.longTextLimit.value == xList.at("text", "long_post_max")?.int)
    }

    @Test func `of polls' answers are the list's`() throws {
        for (id, name) in [(PlatformID("x"), "x"), ("threads", "threads"), ("linkedin", "linkedin")] {
            let limits = try listed(name)
            let poll = try #require(limits["poll"])
            let options = try rules(id).options
            let option = try #require(options.first { $0.name == "poll" })
            guard case .lines(let count, let length) = option.kind else {
                Issue.record("\(name): a poll is no list")
                continue
            }
            let counts = poll["options"]?.array?.compactMap { $0.int }
            #expect([count.lowerBound, count.upperBound] == counts, "\(name)")
            #expect(length == poll["option_chars"]?.array?.last?.int, "\(name)")
        }
    }
}

extension JSONValue {
    fileprivate var seconds: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .bool, .string, .array, .object: nil
        }
    }
}
