import KicauCore
import KicauPublish

/// A post on the first page that a person has to post by hand.
struct HandOffLine: Sendable {
    let path: String
    let excerpt: String
    let chip: AccountChip
    let due: Moment?

    static func all(_ posts: [PostSummary], _ voice: Voice) -> [HandOffLine] {
        posts.flatMap { post in
            post.deliveries.filter { $0.waitingFor == .handOff }.map { HandOffLine(post, $0, voice) }
        }
    }

    private init(_ post: PostSummary, _ delivery: DeliverySummary, _ voice: Voice) {
        path = "/posts/\(post.id)#delivery-\(delivery.id)"
        excerpt = post.excerpt.isEmpty ? voice.say("Untitled post") : post.excerpt
        chip = AccountChip(delivery.account)
        due = post.due.map { voice.moment($0.instant) }
    }
}
