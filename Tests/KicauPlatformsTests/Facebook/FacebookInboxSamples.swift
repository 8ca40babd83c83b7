import KicauCore

@testable import KicauPlatforms

/// What others say to the page 42, as Graph shows it.
enum FacebookInbox {
    static func comment(
        _ id: String, _ text: String, _ time: String = "11:00:00", from: String = "7", more: String = ""
    ) -> String {
        #"{"id":"\#(id)","message":"\#(text)","created_time":"2026-11-24T\#(time)+0000","#
            + #""permalink_url":"https://fb.example/c/\#(id)","from":{"id":"\#(from)","name":"Bima"}\#(more)}"#
    }

    static func list(_ rows: [String], after: String? = nil) -> String {
        let paging =
            after.map { #","paging":{"cursors":{"after":"\#($0)"},"next":"https://graph.example/next"}"# } ?? ""
        return #"{"data":[\#(rows.joined(separator: ","))]\#(paging)}"#
    }

    static func post(_ id: String, _ comments: [String], after: String? = nil, more: String = "") -> String {
        #"{"id":"\#(id)","comments":\#(list(comments, after: after))\#(more)}"#
    }

    static let nothing = ScriptedLine.Answer.reply(200, #"{"data":[]}"#)

    static func answers(_ bodies: String...) -> ScriptedLine { ScriptedLine(bodies.map { .reply(200, $0) }) }

    static func listening(_ mark: [String: JSONValue] = [:], posts: [String] = []) -> Listening {
        Listening(
            signedIn: MetaSample.signedIn("facebook"), mark: mark,
            posts: posts.map { Receipt(remoteID: $0, url: nil) }, now: .noon)
    }

    static func listen(_ mark: [String: JSONValue] = [:], posts: [String] = [], via line: ScriptedLine) async -> Heard {
        await Facebook().listen(listening(mark, posts: posts), via: line)
    }

    static func said(_ extra: [String: JSONValue] = [:], kind: Said.Kind = .comment) -> Said {
        Said(
            kind: kind, receipt: Receipt(remoteID: "8_1", url: nil, extra: extra),
            speaker: Speaker(remoteID: "7", handle: "", name: "Bima"), text: "Buka jam berapa?", at: .noon,
            about: "42_8")
    }

    /// An answer to it, as far as the step that sends it.
    static func answer(
        _ text: String, to said: Said = said(), pictures: [Media] = [], progress: Progress = Progress()
    ) -> Errand {
        var post = Sample.post(text, pictures: pictures)
        post.answering = said.receipt
        return MetaSample.errand(Facebook(), post, Step(.commit, "comment", part: 0), progress: progress)
    }
}

extension Heard {
    var said: [Said] {
        if case .said(let said, _, _) = self { said } else { [] }
    }

    var mark: [String: JSONValue] {
        if case .said(_, let mark, _) = self { mark } else { [:] }
    }

    var missing: Settlement.Story? {
        if case .said(_, _, let missing) = self { missing } else { nil }
    }
}
