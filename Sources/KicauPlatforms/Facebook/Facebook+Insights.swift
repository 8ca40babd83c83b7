import KicauCore

/// What Facebook calls its numbers, before and after it gave them other names.
///
/// Which set a page answers on the day itself is not known, so the other one is asked for where the first is unknown.
enum FacebookInsights {
    /// From this instant on the new names hold: 2026-06-15T00:00:00Z.
    static let renamed = Fact(
        Instant(ms: 1_781_481_600_000), from: "Postiz, August 2026, and release notes: metrics gone since 2026-06-15",
        read: "2026-10-10")

    struct Names {
        let post: [Insights.Name]
        let page: [Insights.Name]
    }

    /// Of a page the numbers of its last whole day.
    static let new = Names(
        post: [(.views, "post_media_view"), (.reach, "post_total_media_view_unique"), (.clicks, "post_clicks")],
        page: [(.views, "page_media_view"), (.reach, "page_total_media_view_unique")])

    /// Neither had a name for how often something was shown that we have read of; `page_video_views` counted videos alone.
    static let old = Names(
        post: [(.reach, "post_impressions_unique"), (.clicks, "post_clicks")],
        page: [(.reach, "page_impressions_unique")])

    /// Those of the day first, the others after them.
    static func names(at now: Instant) -> (first: Names, then: Names) {
        now < renamed.value ? (old, new) : (new, old)
    }
}
