import KicauCore

extension Instagram {
    static let errors = Meta.errors("Instagram", general + containers + content + pictures)

    /// Codes that say something without a subcode as well.
    private static let general = [
        ErrorRow(.unknownOutcome, code: "-1"),
        ErrorRow(.unknownOutcome, code: "-2"),
        ErrorRow(.quotaExhausted, code: "9"),
        ErrorRow(.notReady, code: "9007"),
    ]

    private static let containers = [
        ErrorRow(.retry, subtype: "2207003"),
        ErrorRow(.newContainer, subtype: "2207020"),
        ErrorRow(.retry, subtype: "2207001"),
        ErrorRow(.newContainer, subtype: "2207032"),
        ErrorRow(.quotaExhausted, subtype: "2207042"),
        ErrorRow(.gone, subtype: "2207006"),
        ErrorRow(.retry, subtype: "2207008"),
        ErrorRow(.notReady, subtype: "2207027"),
    ]

    private static let content = [
        ErrorRow(
            .invalidContent, subtype: "2207057", "Instagram does not take the moment chosen for the cover.",
            do: "Choose another one for thumb_offset, or leave it out."),
        ErrorRow(
            .spam, subtype: "2207051", "Instagram takes this for spam and does not publish it.",
            do: "Wait some hours, look at the account, then change the post."),
        ErrorRow(
            .accountLocked, subtype: "2207050", "Instagram has restricted this account.",
            do: "Open the Instagram app, do what it asks, then send again."),
        ErrorRow(.invalidContent, subtype: "2207023"),
        // What Postiz has met (2026-08).
        ErrorRow(
            .invalidContent, subtype: "2207081", "Instagram gives this account no trial reels.",
            do: "Leave trial_params out."),
        ErrorRow(
            .invalidContent, subtype: "2207028", "Instagram takes 2 to 10 pictures and videos in a carousel.",
            do: "Add some or take some out."),
        ErrorRow(.invalidContent, subtype: "2207035"),
        ErrorRow(.invalidContent, subtype: "2207036"),
        ErrorRow(.invalidContent, subtype: "2207037"),
        ErrorRow(
            .invalidContent, subtype: "2207040", "The caption mentions more people than Instagram takes.",
            do: "Mention 20 at most."),
        ErrorRow(
            .invalidContent, subtype: "2207010", "The caption is too long for Instagram.",
            do: "Shorten it to 2,200 characters."),
    ]

    private static let pictures = [
        ErrorRow(.media, subtype: "2207053"),
        // What Postiz has met beside Meta's own table (2026-08).
        ErrorRow(.retry, subtype: "2207082"),
        ErrorRow(
            .media, code: "352", "Instagram does not take the format of the video.", do: "Upload it in another one."),
        ErrorRow(
            .media, subtype: "2207026", "Instagram does not take the format of the video.",
            do: "Upload it in another one."),
        ErrorRow(
            .media, code: "9004", "Instagram could not fetch the picture or video from this installation.",
            do: "Ask whoever runs Kicau to check that its public media address is reached from outside."),
        ErrorRow(
            .media, subtype: "2207052", "Instagram could not fetch the picture or video from this installation.",
            do: "Ask whoever runs Kicau to check that its public media address is reached from outside."),
        ErrorRow(
            .media, subtype: "2207077", "Instagram could not fetch the picture or video from this installation.",
            do: "Ask whoever runs Kicau to check that its public media address is reached from outside."),
        ErrorRow(
            .media, subtype: "2207004", "A picture is larger than Instagram's 8 MB.", do: "Use a smaller picture."),
        ErrorRow(.media, subtype: "2207005", "Instagram takes JPEG pictures only.", do: "Use another picture."),
        ErrorRow(
            .media, subtype: "2207009", "A picture is too tall or too wide for Instagram.",
            do: "Cut it to something between 4:5 and 1.91:1."),
    ]
}
