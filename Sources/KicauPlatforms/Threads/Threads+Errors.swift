import KicauCore

extension Threads {
    static let errors = Meta.errors(
        "Threads",
        [
            ErrorRow(.notReady, code: "9007"),
            // A post that is not there, as developers tell of it (remembered): Meta has no table of these.
            ErrorRow(.gone, subtype: "4279009"),
            ErrorRow(
                .accountLocked, subtype: "4279013", "Threads has stopped this account from posting.",
                do: "Open Threads, do what it asks, then send again."),
        ])

    /// What a container's `error_message` means.
    ///
    /// Apart from the calls' table, because in a call's message "unknown" is a mere word.
    static let containerErrors = ErrorTable(
        network: "Threads",
        rows: [
            ErrorRow(.retry, marker: "FAILED_DOWNLOADING_VIDEO"),
            ErrorRow(
                .media, marker: "FAILED_PROCESSING_AUDIO", "Threads could not process the sound of the video.",
                do: "Upload another one, or the same once more."),
            ErrorRow(
                .media, marker: "FAILED_PROCESSING_VIDEO", "Threads could not process the video.",
                do: "Upload another one, or the same once more."),
            ErrorRow(
                .media, marker: "INVALID_ASPEC_RATIO", "A picture or video is too tall or too wide for Threads.",
                do: "Cut it to something between 1:10 and 10:1."),
            ErrorRow(
                .media, marker: "INVALID_DURATION", "Threads says the video is too long or too short.",
                do: "Cut it to 5 minutes at most."),
            unfit("INVALID_BIT_RATE"), unfit("INVALID_FRAME_RATE"), unfit("INVALID_AUDIO_CHANNELS"),
            unfit("INVALID_AUDIO_CHANNEL_LAYOUT"),
            ErrorRow(.retry, marker: "UNKNOWN"),
        ])

    private static func unfit(_ marker: String) -> ErrorRow {
        ErrorRow(
            .media, marker: marker, "Threads does not take the format of the video.", do: "Upload it in another one."
        )
    }
}
