import KicauCore

/// What X's calls are priced by; each name is a row of its price book.
enum XUnit {
    static let postCreate = MeterUnit("post_create")
    static let postCreateURL = MeterUnit("post_create_url")
    /// Takes the place of the others where a post quotes: X has a row of its own for it, and sells it to few.
    static let quoteCreate = MeterUnit("quote_create")
    static let mediaUpload = MeterUnit("media_upload")
    static let mediaMetadata = MeterUnit("media_metadata")
    /// An answer to somebody who mentioned us.
    static let postCreateSummoned = MeterUnit("post_create_summoned")
    static let userRead = MeterUnit("user_read")
    static let contentManage = MeterUnit("content_manage")
    static let token = MeterUnit("token")
    /// What the app has read, as X counts it.
    static let usageRead = MeterUnit("usage_read")

    /// Reads are billed by what comes back: the most that can.
    static func ownedRead(_ count: Int) -> MeterUnit { MeterUnit("owned_read", count: count) }
    static func userReads(_ count: Int) -> MeterUnit { MeterUnit(userRead.name, count: count) }
    static func postRead(_ count: Int) -> MeterUnit { MeterUnit("post_read", count: count) }

    static let units = [
        "post_create", "post_create_url", "post_create_summoned", "quote_create", "media_upload", "media_metadata",
        "owned_read",
        "post_read", "user_read", "content_manage", "token", "usage_read",
    ]
}
