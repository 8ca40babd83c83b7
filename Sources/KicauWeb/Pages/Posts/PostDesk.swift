import Foundation
import Hummingbird
import KicauCore
import KicauPublish

/// One post: looking at it, and all that can be done with it.
extension Desk {
    func post(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let post = try await house.publishing.post(try visit.number("id", of: Post.self), for: caller)
        let page = PostPage(
            post, campaigns: try await house.publishing.campaigns.all(for: caller),
            mayMove: caller.role.may(post.state == .draft ? .draft : .publish),
            frame: frame(visit.voice.say("Post"), at: .posts, for: visit), visit.voice)
        return try show(page, to: visit)
    }

    func reschedule(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Post.self)
        let due = try visit.form.due(zone: visit.voice.zone.identifier)
        try await house.publishing.reschedule(id, timing: .at(due), by: try visit.caller)
        if request.wantsJSON { return .json(JSONValue.object(["moved": true]).bytes) }
        return .seeOther("/posts/\(id)", notice: .moved)
    }

    func publishNow(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Post.self)
        try await house.publishing.reschedule(id, timing: .now, by: try visit.caller)
        return .seeOther("/posts/\(id)", notice: .goingOut)
    }

    func cancel(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Post.self)
        try await house.publishing.cancel(id, by: try visit.caller)
        return .seeOther("/posts/\(id)", notice: .calledOff)
    }

    func deleteDraft(_ request: Request, _ visit: Visit) async throws -> Response {
        try await house.publishing.deleteDraft(try visit.number("id", of: Post.self), by: try visit.caller)
        return .seeOther("/posts", notice: .draftDeleted)
    }

    func copy(_ request: Request, _ visit: Visit) async throws -> Response {
        let copy = try await house.publishing.duplicate(try visit.number("id", of: Post.self), by: try visit.caller)
        return .seeOther("/posts/\(copy)/edit", notice: .copied)
    }

    func resolve(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Delivery.self)
        guard let act = DeliveryAct(rawValue: visit.form["act"]) else { throw Problem.noSuchPage }
        try await house.publishing.resolve(
            id, by: act, link: visit.form.filled("link"), isNotThere: visit.form.has("not-there"),
            caller: try visit.caller)
        guard let post = PostID(visit.form["post"]) else { return .seeOther("/", notice: .resolved) }
        return .seeOther("/posts/\(post)", notice: .resolved)
    }
}

extension Desk {
    func editPublished(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Delivery.self)
        guard let part = Int(visit.form["part"]) else { throw Problem.noSuchPage }
        try await house.publishing.edit(id, part: part, to: visit.form["text"], by: try visit.caller)
        guard let post = PostID(visit.form["post"]) else { return .seeOther("/", notice: .rewritten) }
        return .seeOther("/posts/\(post)", notice: .rewritten)
    }
}

extension Form {
    /// The date, time and zone fields as one due time. - Throws: `.badDate`, `.unknownZone`.
    func due(zone standard: String) throws(Problem) -> Due {
        try Due(
            wall: "\(trimmed("date"))T\(trimmed("time").prefix(5))", zone: filled("zone") ?? standard,
            fold: Fold(rawValue: self["fold"]) ?? .first)
    }
}
