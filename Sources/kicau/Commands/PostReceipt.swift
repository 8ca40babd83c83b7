import ArgumentParser
import Foundation
import KicauCore
import KicauPublish

struct PostReceipt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Show a post's delivery record, or verify one without any server.",
        discussion: """
            The record says what was sent where and when, what each network answered, and under which seal it is \
            archived. With --json it is a file that can be handed on.

              kicau post receipt 41 --json > post-41.json
              kicau post receipt --verify post-41.json

            Verifying recomputes every hash that the file allows and says what it cannot prove. Several files are \
            taken together, so that their seals can be seen to follow each other. It ends with 1 if anything does not \
            agree.
            """
    )

    @Argument(help: "The post's number.")
    var id: Int64?

    @Option(help: "A record's file, - for standard input. May be repeated.")
    var verify: [String] = []

    @OptionGroup var flags: ServerFlags

    func validate() throws {
        guard (id == nil) != verify.isEmpty else {
            throw ValidationError("Give either a post's number, or --verify with a file.")
        }
    }

    func run() async throws {
        guard let id else { return try await verifyFiles() }
        try await ClientTalk.run {
            let record = try await flags.client().get("/posts/\(id)/receipt")
            if flags.json { return try ClientTalk.printJSON(record) }
            RecordTable.print(record)
        }
    }

    private func verifyFiles() async throws {
        var isSound = true
        try await Talk.run {
            let checking = RecordChecking(try verify.map(PostReceipt.record))
            isSound = checking.isSound
            if flags.json { return try ClientTalk.printJSON(RecordTable.json(of: checking)) }
            RecordTable.print(checking)
        }
        guard isSound else { throw ExitCode(1) }
    }

    private static func record(_ path: String) throws(Problem) -> DeliveryRecord {
        guard path != "-" else { return try DeliveryRecord.read(FileHandle.standardInput.readDataToEndOfFile()) }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Problem(
                .badInput, "The file \(path) cannot be read.", do: "Check its name and permissions.", field: "verify")
        }
        return try DeliveryRecord.read(bytes)
    }
}
