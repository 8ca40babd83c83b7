public import KicauCore

/// Ordinary apps get neither: pages are read with Page Public Content or Metadata Access (developers.facebook.com, Page,
/// read 2026-11-27 as stored), and are named in a post with the feature Page Mentioning (remembered).
extension Facebook {
    public func stray(_ handle: String, for account: Account) -> StrayMention? {
        StrayMention(
            "On Facebook, @\(handle) stays plain text.", do: "Leave it so, or write the name without the sign.")
    }

    public func peopleSearch(for account: Account) -> PeopleSearch {
        .none(why: "Facebook lets only apps with a permission of its own look for pages and mention them.")
    }
}
