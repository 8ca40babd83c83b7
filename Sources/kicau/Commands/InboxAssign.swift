import ArgumentParser
import Foundation
import KicauCore

struct InboxAssign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Ask a member to look after it, or nobody in particular.",
        discussion: "`kicau workspace members` lists the members with their numbers.")

    @Argument(help: "Its number, as the list shows it.")
    var id: Int64

    @Argument(help: "The member's number; left out: nobody in particular.")
    var member: Int64?

    @Option(help: "Names this change: the same command with the same key changes once.")
    var key: String?

    @OptionGroup var flags: ServerFlags

    func run() async throws {
        let key = key ?? UUID().uuidString
        try await ClientTalk.run(key: key) {
            _ = try await flags.client().put(
                "/inbox/\(id)/assignee", .json(.object(["member": member.map { .integer($0) } ?? .null])), key: key)
            Talk.say(member.map { "Member \($0) looks after it." } ?? "Nobody in particular looks after it.")
        }
    }
}
