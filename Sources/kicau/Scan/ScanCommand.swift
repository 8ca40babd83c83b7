import ArgumentParser

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Look for one's own posts in an AI training corpus.",
        usage: """
            kicau scan CORPUS... --posts ARCHIVE [--output NAME]
            kicau scan merge PARTS... --posts ARCHIVE [--output NAME]
            kicau scan --self-test
            """,
        discussion: """
            Finds posts also where they were lower-cased, re-spaced, escaped, cleaned of links, cut or edited, and says how \
            sure that is. Reads JSON Lines, gzip, zstd, Parquet, WARC and WET, tar, plain text and folders of these; `-` is \
            standard input. Nothing leaves this machine.

            The posts are Kicau's own (its data folder, or postgres://…), an X data download (zip, folder or tweets.js), a \
            Mastodon outbox, a Bluesky CAR file, JSON Lines, CSV or plain text with a post on each line.

            Stopped at any moment and started again with the same --output, it goes on and ends with the same report.

            `kicau help scan files` has all flags. Exit codes: 0 done, whatever was found; 1 it could not be done, with a sentence that says why; 2 a flag or \
            argument is wrong.
            """,
        subcommands: [ScanFilesCommand.self, ScanMergeCommand.self],
        defaultSubcommand: ScanFilesCommand.self
    )
}
