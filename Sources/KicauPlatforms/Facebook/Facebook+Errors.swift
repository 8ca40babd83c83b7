import KicauCore

extension Facebook {
    static let errors = Meta.errors("Facebook", posting + videos)

    private static let posting = [
        ErrorRow(
            .media, subtype: "1366046", "Facebook cannot use one of the pictures: it is too large or damaged.",
            do: "Use another picture."),
        ErrorRow(.rateLimited, subtype: "1390008"),
        ErrorRow(.spam, subtype: "1346003"),
        ErrorRow(.accountLocked, subtype: "1404006"),
        ErrorRow(
            .spam, subtype: "1404102", "Facebook says the post goes against its community standards.",
            do: "Change the post."),
        ErrorRow(
            .permission, subtype: "1404078", "The page has to be authorised for publishing first.",
            do: "Open the page on Facebook, complete its publishing authorisation, then send again."),
        ErrorRow(.duplicate, subtype: "1366051"),
        ErrorRow(
            .invalidContent, subtype: "1609008", "Facebook does not take this link to itself.",
            do: "Take the link out or write it without the address."),
        ErrorRow(
            .invalidContent, subtype: "2061006", "Facebook does not take the link in the post.",
            do: "Check the address."),
        ErrorRow(.media, subtype: "2069019"),
        ErrorRow(.accountLocked, subtype: "1404112"),
        ErrorRow(.unknownOutcome, subtype: "1363047"),
        ErrorRow(.unknownOutcome, subtype: "1609010"),
        ErrorRow(
            .accountLocked, subtype: "4854002", "Facebook wants the identity of the page's owner confirmed.",
            do: "Open the page on Facebook and confirm it, then send again."),
    ]

    /// developers.facebook.com, Video API error codes; read 2026-11-27 as stored.
    private static let videos = [
        // To be tried again, it says; of a commit that is no promise that nothing was done.
        ErrorRow(.unknownOutcome, subtype: "1363019"),
        ErrorRow(.unknownOutcome, subtype: "1363030"),
        ErrorRow(.unknownOutcome, subtype: wrongOffset),
        ErrorRow(
            .media, subtype: "1363022", "Facebook says the video is too small.", do: "Use a longer or larger one."),
        ErrorRow(
            .media, subtype: "1363023", "Facebook says the video is too large.", do: "Use a shorter one."),
        ErrorRow(.permission, subtype: "1363042"),
        // Remembered, not read.
        ErrorRow(
            .media, code: "352", "Facebook does not take the format of the video.", do: "Upload it in another one."),
    ]

    /// The piece was not the one it waits for; `error_data` names that one.
    static let wrongOffset = "1363037"
}
