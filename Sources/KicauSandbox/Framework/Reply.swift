import Foundation
import KicauCore

/// One answer.
struct Reply: Sendable {
    var status: Int
    var headers: [Header] = []
    var body = Data()

    struct Header: Sendable, Hashable {
        let name: String
        let value: String
    }

    func with(_ name: String, _ value: String) -> Reply {
        var copy = self
        copy.headers.append(Header(name: name, value: value))
        return copy
    }

    static func json(_ value: JSONValue, status: Int = 200) -> Reply {
        Reply(status: status, body: Data(value.bytes)).with("Content-Type", "application/json; charset=utf-8")
    }

    static func text(_ text: String, status: Int = 200, type: String = "text/plain; charset=utf-8") -> Reply {
        Reply(status: status, body: Data(text.utf8)).with("Content-Type", type)
    }

    static func html(_ page: String, status: Int = 200) -> Reply {
        text(page, status: status, type: "text/html; charset=utf-8").with("Cache-Control", "no-store")
    }

    static func empty(_ status: Int) -> Reply { Reply(status: status) }

    static func redirect(to place: String) -> Reply { Reply(status: 302).with("Location", place) }
}

/// Thrown by a handler that is done early: the reply is the answer.
struct Refused: Error {
    let reply: Reply

    init(_ reply: Reply) { self.reply = reply }
}

extension JSONValue {
    /// An object without the members that are nil.
    static func members(_ members: [String: JSONValue?]) -> JSONValue { .object(members.compactMapValues { $0 }) }
}
