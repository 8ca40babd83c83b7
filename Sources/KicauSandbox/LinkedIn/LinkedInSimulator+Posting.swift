import Foundation
import KicauCore

/// `/rest/posts`: create, change, delete.
extension LinkedInSimulator {
    @Sendable func create(_ call: Call) throws -> Reply {
        let token = try enter(call)
        let new: LinkedInNewPost
        do {
            new = try LinkedInNewPost(call.json)
        } catch {
            throw refused(error)
        }
        let author = try author(
            new.author, for: token, member: "w_member_social", organisation: "w_organization_social"
        )
        if author.kind != .person, new.visibility == "CONNECTIONS" {
            throw refused(.field("/visibility", "An organization has no connections"))
        }
        let uploads = try attached(new, owner: new.author)
        try checkShared(new.reshared)
        try checkThumbnail(of: new.article, owner: new.author)
        let post = written(new, by: author, uploads)
        try publish(post, new)
        return Reply.empty(201).with("x-restli-id", post.id).with("x-linkedin-id", post.id)
    }

    private func checkShared(_ urn: String?) throws {
        guard let urn else { return }
        guard let parent = ground.livePost(urn), parent.kind == .post else {
            throw refused(.field("/reshareContext/parent", "\(urn) was not found"))
        }
        guard parent.own["mayBeShared"]?.bool != false else {
            throw refused(.accessDenied("Its author does not let \(urn) be shared"))
        }
    }

    private func attached(_ new: LinkedInNewPost, owner: String) throws -> [LinkedInUpload] {
        try new.media.map { piece in
            guard let upload = state.read({ $0.uploads[piece.urn] }), upload.owner == owner else {
                throw refused(.field("/content/media/id", "\(piece.urn) was not found"))
            }
            guard upload.readiness(at: ground.nowMs) == .ready else {
                throw refused(.field("/content/media/id", "\(piece.urn) is not AVAILABLE"))
            }
            guard new.media.count == 1 || upload.kind == .image else {
                throw refused(.field("/content/multiImage/images", "\(piece.urn) is not an image"))
            }
            return upload
        }
    }

    private func written(_ new: LinkedInNewPost, by author: Person, _ uploads: [LinkedInUpload]) -> LivePost {
        let now = ground.nowMs
        let media = zip(new.media, uploads).map { piece, upload in
            PostedMedia(
                id: upload.urn, sha256: upload.sha256 ?? "", alt: upload.kind == .document ? piece.title : piece.alt,
                type: upload.type, bytes: upload.bytes
            )
        }
        var id = newPostID(at: now, by: author)
        if uploads.contains(where: { $0.kind != .image }) {
            id = id.replacingOccurrences(of: "urn:li:share:", with: "urn:li:ugcPost:")
        }
        let own: [String: JSONValue?] = [
            "commentary": .string(new.commentary), "visibility": .string(new.visibility),
            "distribution": new.distribution, "article": new.article, "poll": new.poll,
            "reshared": new.reshared.map { .string($0) }, "digest": .string(new.digest),
            "mayBeShared": .bool(new.mayBeShared), "title": title(of: new).map { .string($0) },
            "captions": uploads.first?.captions.map { .string("\($0.language) \($0.sha256)") },
        ]
        return LivePost(
            id: id, by: author, text: shown(new.commentary), media: media, createdAtMs: now,
            own: own.compactMapValues { $0 }
        )
    }

    /// A document's stands with the document.
    private func title(of new: LinkedInNewPost) -> String? {
        guard let only = new.media.first, new.media.count == 1, !only.urn.hasPrefix("urn:li:document:") else {
            return nil
        }
        return only.title.isEmpty ? nil : only.title
    }

    /// What readers see of a commentary: the little text's trap included.
    func shown(_ commentary: String) -> String { LittleText.shown(commentary) }

    /// Test and write are one step. A deleted post still counts: then a urn is named that leads nowhere.
    private func publish(_ post: LivePost, _ new: LinkedInNewPost) throws {
        let window = state.read { $0.settings.duplicateWindowMs }
        let earlier = ground.add(post) { old in
            old.account == post.account && post.createdAtMs - old.createdAtMs < window
                && old.own["digest"]?.string == new.digest
        }
        guard let earlier else { return }
        guard earlier.isDeleted else { throw refused(.duplicate(urn: earlier.id)) }
        let ghost = ground.snowflake(at: ground.nowMs, epochMs: 0)
        throw refused(.duplicate(urn: "urn:li:share:\(ghost)"))
    }

    @Sendable func update(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard call[header: "x-restli-method"]?.uppercased() == "PARTIAL_UPDATE" else {
            throw refused(.badRequest("X-RestLi-Method must be PARTIAL_UPDATE"))
        }
        guard let post = ground.livePost(call["urn"]), post.kind == .post else {
            throw refused(.notFound("No post \(call["urn"])"))
        }
        try checkOwner(of: post, token)
        let commentary = try newCommentary(call.json)
        let text = shown(commentary)
        let now = ground.nowMs
        ground.changePost(post.id) { post in
            post.text = text
            post.own["commentary"] = .string(commentary)
            post.own["editedAtMs"] = .integer(now)
        }
        return .empty(204)
    }

    /// Of the text alone, and of the buttons that only advertisements have, something may be changed.
    private func newCommentary(_ body: JSONValue?) throws -> String {
        guard case .object(let set)? = body?["patch"]?["$set"], let commentary = set["commentary"]?.string else {
            throw refused(.field("/patch/$set/commentary", "there is nothing to change"))
        }
        let known: Set<String> = ["commentary", "contentCallToActionLabel", "contentLandingPage"]
        for name in set.keys.sorted() where !known.contains(name) {
            throw refused(.field("/patch/$set/\(name)", "the field cannot be changed"))
        }
        guard commentary.count <= 3000 else { throw refused(.fieldTooLong("/commentary", limit: 3000)) }
        return commentary
    }

    /// Deleting what is gone already is as good.
    @Sendable func delete(_ call: Call) throws -> Reply {
        let token = try enter(call)
        guard let post = ground.post(call["urn"]), post.kind == .post else { return .empty(204) }
        try checkOwner(of: post, token)
        _ = ground.delete(post.id)
        return .empty(204)
    }

    private func checkOwner(of post: LivePost, _ token: Token) throws {
        guard let owner = ground.person(post.account) else { throw refused(.notFound("No such author")) }
        _ = try author(
            Self.urn(of: owner), for: token, member: "w_member_social", organisation: "w_organization_social"
        )
    }
}
