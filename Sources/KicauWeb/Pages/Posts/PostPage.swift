import Foundation
import Hummingbird
import KicauCore
import KicauPublish

/// One post with everything that happened to it.
struct PostPage: Page {
    static let template = "post"

    struct Acts: Sendable {
        let editPath: String?
        let reschedulePath: String?
        let publishPath: String?
        let cancelPath: String?
        let copyPath: String?
        let deletePath: String?
    }

    let frame: Frame
    let postID: String
    let heading: String
    let badge: Badge
    let author: String
    let created: Moment
    let due: Moment?
    let zone: String
    /// For the reschedule form.
    let date: String
    let time: String
    let zoneID: String
    /// What the clock does at that time, unless it does nothing.
    let clock: ClockNote?
    let acts: Acts
    /// Nil: nothing was planned, so nothing is recorded.
    let recordPath: String?
    let deliveries: [DeliveryCard]
    /// It came of a series.
    let isOfSeries: Bool
    let campaign: CampaignLink?
    /// To put it into another; nil where there is none, or one may not.
    let campaignForm: CampaignChoice?
    /// What it answers, where its network shows that.
    let answered: String?
    /// Why it needs a person before it has any delivery.
    let planTrouble: StoryText?
    let isDraft: Bool
    let draftText: String?
    /// Does anything still move? Then the page follows it.
    let isLive: Bool

    struct CampaignLink: Sendable {
        let name: String
        let path: String
    }

    init(
        _ post: PostDetail, campaigns: [Campaign] = [], mayMove: Bool = false, frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        postID = post.id.description
        let text = post.content.post.parts.first?.text ?? ""
        heading = PostPage.heading(text, voice)
        badge = voice.badge(post.state)
        author = post.author
        created = voice.moment(post.created)
        due = post.due.map { voice.moment($0.instant) }
        zone = post.due?.zone ?? voice.zone.identifier
        let wall = post.due?.wall ?? voice.nextQuarter.text
        date = String(wall.prefix(10))
        time = String(wall.dropFirst(11).prefix(5))
        zoneID = zone
        clock = post.due.flatMap { ClockNote($0, voice) }
        answered = Links.web(post.content.post.answering?.url)
        acts = Acts(post)
        recordPath = post.deliveries.isEmpty ? nil : "/posts/\(post.id)/receipt"
        deliveries = post.deliveries.map { DeliveryCard($0, in: post, voice) }
        isOfSeries = post.series != nil
        campaign = post.campaign.map { CampaignLink(name: $0.name, path: "/posts?campaign=\($0.id)") }
        campaignForm =
            mayMove
            ? CampaignChoice(campaigns, chosen: post.campaign?.id, takesPosts: true, voice).shown : nil
        planTrouble = post.trouble.map { StoryText($0, voice) }
        isDraft = post.deliveries.isEmpty
        draftText = post.deliveries.isEmpty && !text.isEmpty ? text : nil
        isLive = post.deliveries.contains { $0.state.mayMove }
    }

    static func heading(_ text: String, _ voice: Voice) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        if line.isEmpty { return voice.say("Untitled post") }
        return line.count > 72 ? line.prefix(70) + "…" : line
    }
}

extension PostPage.Acts {
    fileprivate init(_ post: PostDetail) {
        func path(_ act: PostAct, _ noun: String) -> String? {
            post.acts.contains(act) ? "/posts/\(post.id)/\(noun)" : nil
        }
        editPath = path(.edit, "edit")
        reschedulePath = path(.reschedule, "schedule")
        publishPath = path(.publishNow, "publication")
        cancelPath = path(.cancel, "cancellation")
        copyPath = path(.duplicate, "copy")
        deletePath = path(.deleteDraft, "deletion")
    }
}

extension Delivery.State {
    /// May it change without anybody doing anything?
    fileprivate var mayMove: Bool {
        switch self {
        case .scheduled, .claimed, .intent, .unknown, .reconciling: true
        case .published, .refused, .waiting, .dropped, .cancelled: false
        }
    }
}

extension Voice {
    /// The next full quarter of an hour that is at least ten minutes away: what a form suggests.
    var nextQuarter: WallFields {
        let seconds = now.seconds + 600 + Int64(zone.secondsFromGMT(for: now.date))
        return WallFields(secondsAsIfUTC: (seconds + 899) / 900 * 900)
    }
}
