/// The names of X's v2 fields: those of the specification up to 2.159, and those from 2.167 on.
enum XVocabulary: String, Sendable, Hashable, Codable, CaseIterable {
    case old, new

    var problems: String { pick("https://api.twitter.com/2/problems/", "https://api.x.com/2/problems/") }
    var postFieldsParameter: String { pick("tweet.fields", "post.fields") }
    var editHistory: String { pick("edit_history_tweet_ids", "edit_history_post_ids") }
    var referenced: String { pick("referenced_tweets", "referenced_posts") }
    var includedPosts: String { pick("tweets", "posts") }
    var repostCount: String { pick("retweet_count", "repost_count") }
    var postCount: String { pick("tweet_count", "post_count") }
    var note: String { pick("note_tweet", "note_post") }
    /// The word for a post in "resource_type".
    var postResource: String { pick("tweet", "post") }

    private func pick(_ old: String, _ new: String) -> String {
        switch self {
        case .old: old
        case .new: new
        }
    }

    /// What may be asked for with `tweet.fields` or `post.fields`.
    var postFields: Set<String> {
        switch self {
        case .old:
            Self.sharedPostFields.union([
                "author_id", "edit_history_tweet_ids", "in_reply_to_user_id", "note_tweet", "referenced_tweets",
            ])
        case .new:
            Self.sharedPostFields.union([
                "article_title", "matched_media_notes", "note_post", "note_request_suggestions", "paid_partnership",
            ])
        }
    }

    var expansions: Set<String> {
        switch self {
        case .old:
            Self.sharedExpansions.union([
                "edit_history_tweet_ids", "entities.note.mentions.username", "referenced_tweets.id",
                "referenced_tweets.id.attachments.media_keys", "referenced_tweets.id.author_id",
            ])
        case .new: Self.sharedExpansions.union(["edit_history_post_ids", "referenced_posts", "username"])
        }
    }

    var userFields: Set<String> {
        switch self {
        case .old: Self.sharedUserFields.union(["affiliation", "most_recent_tweet_id", "pinned_tweet_id"])
        case .new: Self.sharedUserFields.union(["subscribes_to_you"])
        }
    }

    static let mediaFields: Set<String> = [
        "alt_text", "duration_ms", "height", "media_key", "non_public_metrics", "organic_metrics",
        "preview_image_url", "promoted_metrics", "public_metrics", "type", "url", "variants", "width",
    ]

    static let usageFields: Set<String> = [
        "cap_reset_day", "daily_client_app_usage", "daily_project_usage", "project_cap", "project_id", "project_usage",
    ]

    private static let sharedPostFields: Set<String> = [
        "article", "attachments", "card_uri", "community_id", "context_annotations", "conversation_id", "created_at",
        "display_text_range", "edit_controls", "entities", "geo", "id", "lang", "media_metadata",
        "non_public_metrics", "organic_metrics", "possibly_sensitive", "promoted_metrics", "public_metrics",
        "reply_settings", "scopes", "source", "suggested_source_links", "suggested_source_links_with_counts", "text",
        "withheld",
    ]

    private static let sharedExpansions: Set<String> = [
        "article.cover_media", "article.media_entities", "attachments.media_keys", "attachments.media_source_tweet",
        "attachments.poll_ids", "author_id", "entities.mentions.username", "geo.place_id", "in_reply_to_user_id",
    ]

    private static let sharedUserFields: Set<String> = [
        "confirmed_email", "connection_status", "created_at", "description", "entities", "id",
        "is_identity_verified", "location", "name", "parody", "profile_banner_url", "profile_image_url", "protected",
        "public_metrics", "receives_your_dm", "subscription", "subscription_type", "url", "username", "verified",
        "verified_followers_count", "verified_type", "withheld",
    ]
}
