import Foundation
import KicauCore

/// The parts of a post in the order they go out, the first comment last; line ends and outer space tidied.
struct Outline {
    struct Part {
        let role: RenderedPart.Role
        let text: String
        let media: [Picture]
    }

    let parts: [Part]

    init(_ post: Post) {
        var parts = post.parts.enumerated().map { index, part in
            Part(role: index == 0 ? .post : .threadPart, text: Outline.tidied(part.text), media: part.media)
        }
        if let comment = post.firstComment.map(Outline.tidied), !comment.isEmpty {
            parts.append(Part(role: .comment, text: comment, media: []))
        }
        self.parts = parts
    }

    /// Networks trim too: doing it here keeps the preview and the read-back equal to what goes out.
    static func tidied(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// The rules every network has in some measure, with the sentences for an author.
struct PartRules {
    let network: String
    let maxPictures: Int
    let maxAlt: Int

    func broken(_ part: Outline.Part, at index: Int, length: TextLength) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if part.text.isEmpty, part.media.isEmpty {
            broken.append(.init("Part \(index + 1) is empty.", do: "Write something or add a picture.", part: index))
        }
        if length.used > length.limit {
            broken.append(
                .init(
                    "On \(network), part \(index + 1) is \(length.used - length.limit) too long: \(length.used) of \(length.limit) \(length.unit).",
                    do: "Shorten it, or split it into two parts.", part: index))
        }
        if part.media.count > maxPictures {
            broken.append(
                .init(
                    "\(network) takes at most \(maxPictures) pictures in one post; part \(index + 1) has \(part.media.count).",
                    do: "Take some out, or spread them over more parts.", part: index))
        }
        for (number, picture) in part.media.enumerated() where picture.alt.count > maxAlt {
            broken.append(
                .init(
                    "The description of picture \(number + 1) is \(picture.alt.count) characters long; \(network) takes \(maxAlt).",
                    do: "Shorten the description.", part: index))
        }
        return broken
    }

    /// For networks that cannot chain posts.
    func threadRefused(_ post: Post) -> [RuleBroken] {
        guard post.parts.count > 1 else { return [] }
        return [.init("\(network) has no threads.", do: "Write one text for \(network), or leave it out.")]
    }
}

/// The usual shape of a delivery's steps: what each picture needs, then one commit, part by part.
enum StepList {
    static func make(
        _ rendition: Rendition, each picture: (RenderedPicture) -> [String], commit: (RenderedPart) -> String
    ) -> [Step] {
        rendition.parts.enumerated().flatMap { number, part in
            part.media.enumerated().flatMap { index, media in
                picture(media).map { Step(.prepare, $0, part: number, picture: index) }
            } + [Step(.commit, commit(part), part: number)]
        }
    }
}

extension Errand {
    /// The fitted picture this step is about.
    var picture: FittedPicture? {
        guard let index = step.picture, media.indices.contains(index) else { return nil }
        return media[index]
    }

    /// What the steps of one name brought, in the order of the pictures.
    func results(of name: String, _ key: String) -> [JSONValue] {
        progress.prepared.filter { $0.step.name == name && $0.step.part == step.part }
            .sorted { ($0.step.picture ?? 0) < ($1.step.picture ?? 0) }
            .compactMap { $0.result[key] }
    }

    /// The receipt of the part this one answers.
    var parent: Receipt? { step.part == 0 ? nil : progress.receipts[step.part - 1] }

    /// A part that answers another cannot go out before that one is known.
    var lacksParent: Bool { step.part > 0 && parent == nil }

    static func noParent(_ network: String) -> Refusal {
        Refusal(
            .gone, "The part before this one is not known on \(network).",
            do: "Look at the account, and send what is missing as a new post.")
    }

    static func noPicture() -> Refusal {
        Refusal(.media, "The picture for this step is missing.", do: "Add the picture again and reschedule the post.")
    }
}
