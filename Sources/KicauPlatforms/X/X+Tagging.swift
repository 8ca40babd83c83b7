import KicauCore

/// The people in a post's pictures. X wants their numbers and people know their handles, so each is looked up before the
/// post goes out: one call and the price of a user each, held with the post.
extension X {
    static let mostTagged = Fact(
        10, from: "X OpenAPI 2.167, CreatePostsMedia.tagged_user_ids", read: "2026-07-25")
    /// By the name of the field that carries them.
    static let taggedField = "tagged_user_ids"

    static let tagged = PostOption(
        taggedField, "People in the pictures", .lines(1...mostTagged.value, most: longestHandle.value + 1),
        about:
            "Their handles, one a line. X takes numbers: each handle is looked up when the post goes out, for the price of reading who somebody is."
    )

    /// As they are frozen: with the sign, each once.
    static func taggedNames(_ chosen: ChosenOptions) -> [String] {
        chosen.all(taggedField).map { "@" + bareHandle($0) }.reduce(into: []) { names, name in
            if !names.contains(where: { $0.lowercased() == name.lowercased() }) { names.append(name) }
        }
    }

    static func bareHandle(_ name: String) -> String {
        let name = name.trimmingWhitespace
        return name.hasPrefix("@") ? String(name.dropFirst()) : name
    }

    static func brokenTags(_ chosen: ChosenOptions, _ post: Post) -> [RuleBroken] {
        let names = taggedNames(chosen)
        guard !names.isEmpty else { return [] }
        guard post.answering == nil, let first = post.parts.first, first.media.contains(where: { !$0.isVideo }) else {
            return [
                RuleBroken(
                    "On X people are named in a post's pictures, and this one has none in its first part.",
                    do: "Add a picture, or leave tagged_user_ids out.", part: 0)
            ]
        }
        return names.filter { !isHandle(bareHandle($0)) }.map { name in
            RuleBroken(
                "Nobody on X can be called \(name).", do: "Write the handle as X shows it, one a line.", part: 0)
        }
    }

    /// The look-ups that go with a part.
    static func lookUps(_ frozen: [String: JSONValue]) -> [MeterUnit] {
        let count = frozen[taggedField]?.array?.count ?? 0
        return count == 0 ? [] : [XUnit.userReads(count)]
    }

    /// One handle a call; those that are known are noted after each.
    func lookUpTagged(
        _ errand: Errand, _ before: [String: JSONValue]?, via line: any Line
    ) async -> Preparation {
        let names = errand.part.taggedOnX
        let known = before?["ids"]?.array ?? []
        guard names.indices.contains(known.count) else { return .ready(["ids": .array(known)], expires: nil) }
        let name = names[known.count]
        let call = Call(
            .get, X.api(errand.signedIn.app) + "/2/users/by/username/" + PercentEncoding.encoded(name))
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: XUnit.userRead)
            guard reply.isSuccess, let answer = reply.json else { return X.errors.preparation(of: X.complaint(reply)) }
            guard let id = answer.at("data", "id")?.string, id.isDigits else { return .refused(X.nobody(name, reply)) }
            let ids = JSONValue.array(known + [.string(id)])
            return known.count + 1 < names.count
                ? .working(["ids": ids], askAgain: reply.at) : .ready(["ids": ids], expires: nil)
        } catch { return error.preparation }
    }

    /// Nobody, or somebody who was suspended.
    private static func nobody(_ name: String, _ reply: Reply) -> Refusal {
        Refusal(
            .invalidContent, "X knows nobody called @\(name).",
            do: "Correct the handle among the people in the pictures, or take it out.", answer: reply.words,
            status: reply.status)
    }
}

extension RenderedPart {
    /// The handles of those in its pictures, without the sign.
    var taggedOnX: [String] { (frozen[X.taggedField]?.array ?? []).compactMap(\.string).map(X.bareHandle) }
}
