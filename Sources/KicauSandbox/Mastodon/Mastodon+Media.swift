import Foundation
import KicauCore

/// Pictures, films and sounds on their way into a status.
extension MastodonSimulator {
    func addMediaRoutes(to routes: inout Routes) {
        routes.on("POST", "/api/v2/media", at: .upload, upload)
        routes.on("GET", "/api/v1/media/{id}", at: .read, readMedia)
        routes.on("PUT", "/api/v1/media/{id}", at: .upload, describe)
        routes.on("DELETE", "/api/v1/media/{id}", at: .delete, deleteMedia)
    }

    @Sendable private func upload(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "write:media", more: [.media])
        guard let file = call.parts.first(where: { $0.name == "file" }) else {
            throw MastodonError.validation("File can't be blank")
        }
        let type = try type(of: file.bytes)
        let description = call.form["description"]
        try checkDescription(description)
        let digest = ground.shelf.put(file.bytes, type: type)
        let now = ground.nowMs
        let wait = processingMs(call, type: type)
        let media = store.change { state in
            let media = MastodonState.StoredMedia(
                id: newID(at: now, in: &state), account: caller.person.id, sha256: digest, type: type,
                bytes: file.bytes.count, description: description, focus: call.form["focus"], uploadedAtMs: now,
                readyAtMs: now + wait, hasFailed: call.twist.processing == .fails
            )
            state.media[media.id] = media
            return media
        }
        return reply(media, working: 202).countedBy(caller.standing)
    }

    /// Pictures are ready at once unless somebody slowed the server down; films and sounds take their time.
    private func processingMs(_ call: Call, type: String) -> Int64 {
        if plays.makesFilesAtOnce { return 0 }
        let isStill = type.hasPrefix("image/") && type != "image/gif"
        let isUsual = call.twist.processingMs == ground.settings.processingMs
        return isStill && isUsual ? 0 : call.twist.processingMs
    }

    private func type(of bytes: Data) throws -> String {
        let type = SniffedType(of: bytes)?.mimeType ?? ""
        guard (Self.pictureTypes + Self.filmTypes + Self.soundTypes).contains(type) else {
            throw MastodonError.validation("File content type is invalid, File is invalid")
        }
        let limit = type.hasPrefix("image/") ? Self.pictureLimit : Self.filmLimit
        guard bytes.count <= limit else {
            throw MastodonError.validation("File must be less than \(limit / 1_048_576) MB")
        }
        try checkPixels(bytes, type)
        return type
    }

    /// A GIF is made into a film, so it may have far fewer pixels than a picture that stands still.
    private func checkPixels(_ bytes: Data, _ type: String) throws {
        guard let probe = ImageProbe([UInt8](bytes.prefix(262_144))) else { return }
        let most = type == "image/gif" ? Self.gifPixels : Self.picturePixels
        guard probe.width * probe.height <= most else {
            throw MastodonError.refused(422, "\(probe.width)x\(probe.height) images are not supported")
        }
    }

    private func checkDescription(_ text: String?) throws {
        guard (text ?? "").count <= Self.altLimit else {
            throw MastodonError.validation("Description is too long (maximum is \(Self.altLimit) characters)")
        }
    }

    @Sendable private func readMedia(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "write:media")
        return reply(try own(call["id"], of: caller.person), working: 206).countedBy(caller.standing)
    }

    @Sendable private func describe(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "write:media")
        _ = try own(call["id"], of: caller.person)
        let asked = MastodonForm(call)
        try checkDescription(asked["description"])
        let changed = store.change { state in
            if let description = asked["description"] { state.media[call["id"]]?.description = description }
            if let focus = asked["focus"] { state.media[call["id"]]?.focus = focus }
            return state.media[call["id"]]
        }
        guard let changed else { throw MastodonError.notFound }
        return reply(changed, working: 200).countedBy(caller.standing)
    }

    @Sendable private func deleteMedia(_ call: Call) async throws -> Reply {
        let caller = try caller(in: call, scope: "write:media")
        let media = try own(call["id"], of: caller.person)
        guard media.status == nil else {
            throw MastodonError.refused(422, "Media attachment is currently used by a status")
        }
        store.change { $0.media[media.id] = nil }
        return Reply.json([:]).countedBy(caller.standing)
    }

    /// A file nobody put into a status is swept away after a day.
    private func own(_ id: String, of person: Person) throws -> MastodonState.StoredMedia {
        guard let media = store.read({ $0.media[id] }), media.account == person.id,
            media.status != nil || ground.nowMs - media.uploadedAtMs < 86_400_000
        else { throw MastodonError.notFound }
        return media
    }

    private func reply(_ media: MastodonState.StoredMedia, working: Int) -> Reply {
        switch media.stage(atMs: ground.nowMs) {
        case .working: .json(attachment(media), status: working)
        case .ready: .json(attachment(media))
        case .failed: .json(["error": "Error processing thumbnail for uploaded media"], status: 422)
        }
    }

    func attachment(_ media: MastodonState.StoredMedia) -> JSONValue {
        let url = JSONValue.string("\(ground.origin)/_rehearsal/media/\(media.sha256)")
        let isReady = media.stage(atMs: ground.nowMs) == .ready
        return [
            "id": .string(media.id), "type": .string(media.kind.rawValue), "url": isReady ? url : .null,
            "preview_url": isReady ? url : .null, "remote_url": .null, "preview_remote_url": .null, "text_url": .null,
            "meta": .object(meta(of: media)),
            "description": media.description.map(JSONValue.string) ?? .null, "blurhash": .null,
        ]
    }

    /// A picture's size, that of its preview, and the point that stays in view when it is cropped.
    private func meta(of media: MastodonState.StoredMedia) -> [String: JSONValue] {
        var meta: [String: JSONValue] = [:]
        let focus = (media.focus ?? "").split(separator: ",").compactMap { Double($0) }
        if focus.count == 2, plays.keepsFocus { meta["focus"] = ["x": .number(focus[0]), "y": .number(focus[1])] }
        guard let probe = ground.shelf.probe(media.sha256), probe.width > 0, probe.height > 0 else { return meta }
        let pixels = Double(probe.width * probe.height)
        let scale = min(1, (Self.previewPixels / pixels).squareRoot())
        meta["original"] = Self.size(probe.width, probe.height)
        meta["small"] = Self.size(
            max(1, Int((Double(probe.width) * scale).rounded())), max(1, Int((Double(probe.height) * scale).rounded()))
        )
        return meta
    }

    /// A preview has as many pixels as one of 640 by 360.
    private static let previewPixels = 230_400.0

    private static func size(_ width: Int, _ height: Int) -> JSONValue {
        [
            "width": .integer(Int64(width)), "height": .integer(Int64(height)), "size": .string("\(width)x\(height)"),
            "aspect": .number(Double(width) / Double(height)),
        ]
    }
}
