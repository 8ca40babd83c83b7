public import KicauCore

/// What a server tells of itself: its instance document, and the name that NodeInfo has for its software.
extension Mastodon {
    struct Announced {
        /// Nil when neither version of the route answers.
        let instance: JSONValue?
        let software: String?

        /// Empty when nothing was told: what was told before then stays.
        var traits: [String: JSONValue] {
            instance.map { MastodonDialect.traits(instance: $0, software: software) } ?? [:]
        }
    }

    public func announced(to signedIn: SignedIn, via line: any Line) async -> [String: JSONValue] {
        let announced = await announced(by: signedIn.account.server, via: line)
        let known = signedIn.account.traits["software"] != nil
        guard announced.software == nil, known else { return announced.traits }
        // What a server is called was told before; a guess by its version does not replace that.
        return announced.traits.filter { $0.key != "software" && $0.key != "idempotency" }
    }

    func announced(by server: String, via line: any Line) async -> Announced {
        var instance: JSONValue?
        for version in ["v2", "v1"] where instance == nil {
            instance = await told(server + "/api/\(version)/instance", via: line)
        }
        guard instance != nil else { return Announced(instance: nil, software: nil) }
        return Announced(instance: instance, software: await softwareName(of: server, via: line))
    }

    /// Nil when the server does not tell, or would have another one tell: only its own addresses are asked
    /// (nodeinfo.diaspora.software, protocol and schema 2.0; remembered, 2026-11-27).
    func softwareName(of server: String, via line: any Line) async -> String? {
        let links = await told(server + "/.well-known/nodeinfo", via: line)?["links"]?.array ?? []
        let places = links.filter { $0["rel"]?.string?.contains("nodeinfo") == true }.compactMap { $0["href"]?.string }
        guard let place = places.last, Destination(place)?.origin == server else { return nil }
        return await told(place, via: line)?.at("software", "name")?.string
    }

    private func told(_ address: String, via line: any Line) async -> JSONValue? {
        do throws(LineFailure) {
            let reply = try await line.call(Call(.get, address), unit: MastodonUnit.read)
            guard reply.isSuccess, let told = reply.json, told.object != nil else { return nil }
            return told
        } catch { return nil }
    }
}

extension MastodonDialect {
    /// From `/api/v2/instance` or, with the same names one level up or in Pleroma's, `/api/v1/instance`.
    static func traits(instance: JSONValue, software name: String? = nil) -> [String: JSONValue] {
        let statuses = instance.at("configuration", "statuses")
        let media = instance.at("configuration", "media_attachments")
        let software = MastodonSoftware(named: name, version: instance["version"]?.string ?? "")
        let found: [(String, JSONValue?)] = [
            ("maxCharacters", count(statuses?["max_characters"] ?? instance["max_toot_chars"])),
            ("maxPictures", count(statuses?["max_media_attachments"] ?? instance["max_media_attachments"])),
            ("urlWeight", count(statuses?["characters_reserved_per_url"])),
            ("maxAlt", count(media?["description_limit"] ?? instance["description_limit"])),
            ("pictureBytes", count(media?["image_size_limit"] ?? instance["upload_limit"])),
            ("picturePixels", count(media?["image_matrix_limit"])),
            ("pictureTypes", types(media?["supported_mime_types"])),
            ("videoBytes", count(media?["video_size_limit"] ?? instance["upload_limit"])),
            ("videoPixels", count(media?["video_matrix_limit"])),
            ("videoFPS", count(media?["video_frame_rate_limit"])),
            ("api", count(instance.at("api_versions", "mastodon"))), ("software", .string(software.rawValue)),
            ("idempotency", .string(software.idempotency.rawValue)),
        ]
        return JSONValue.members(found + polls(instance)).object ?? [:]
    }

    private static func polls(_ instance: JSONValue) -> [(String, JSONValue?)] {
        let polls = instance.at("configuration", "polls") ?? instance["poll_limits"]
        return [
            ("maxPollAnswers", count(polls?["max_options"])),
            ("maxPollAnswer", count(polls?["max_characters_per_option"] ?? polls?["max_option_chars"])),
            ("minPollSeconds", count(polls?["min_expiration"])), ("maxPollSeconds", count(polls?["max_expiration"])),
        ]
    }

    /// Zero or less means nothing was said.
    private static func count(_ value: JSONValue?) -> JSONValue? {
        value?.int.flatMap { $0 > 0 ? .integer(Int64($0)) : nil }
    }

    private static func types(_ value: JSONValue?) -> JSONValue? {
        value?.array.flatMap { $0.isEmpty ? nil : .array($0) }
    }
}
