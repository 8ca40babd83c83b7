import KicauCore

extension Threads {
    static let errors = Meta.errors(
        "Threads",
        [
            ErrorRow(.notReady, code: "9007"),
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
            ErrorRow(.media, marker: "FAILED_PROCESSING_AUDIO"),
            ErrorRow(.media, marker: "FAILED_PROCESSING_VIDEO"),
            ErrorRow(
                .media, marker: "INVALID_ASPEC_RATIO", "A picture is too tall or too wide for Threads.",
                do: "Cut it to something between 1:10 and 10:1."),
            ErrorRow(.media, marker: "INVALID_BIT_RATE"),
            ErrorRow(.media, marker: "INVALID_DURATION"),
            ErrorRow(.media, marker: "INVALID_FRAME_RATE"),
            ErrorRow(.media, marker: "INVALID_AUDIO_CHANNELS"),
            ErrorRow(.media, marker: "INVALID_AUDIO_CHANNEL_LAYOUT"),
            ErrorRow(.retry, marker: "UNKNOWN"),
        ])
}
