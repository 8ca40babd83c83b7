import Foundation
import KicauCore

/// The parts of a post in the order they go out, the first comment last. An answer is a comment from its first part on.
///
/// Line ends and outer space tidied.
struct Outline {
    struct Part {
        let role: RenderedPart.Role
        let text: String
        let media: [Media]
        var card: LinkCard?
    }

    let parts: [Part]

    init(_ post: Post) {
        var parts = post.parts.enumerated().map { index, part in
            Part(
                role: index > 0 ? .threadPart : post.answering == nil ? .post : .comment,
                text: Outline.tidied(part.text), media: part.media, card: part.card)
        }
        if let comment = post.firstComment.map(Outline.tidied), !comment.isEmpty {
            parts.append(Part(role: .comment, text: comment, media: [], card: nil))
        }
        self.parts = parts
    }

    /// Networks trim too: doing it here keeps the preview and the read-back equal to what goes out.
    static func tidied(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// The usual shape of a delivery's steps: what each picture or video needs, then one commit, part by part.
enum StepList {
    static func make(
        _ rendition: Rendition, each names: (RenderedMedia) -> [String], commit: (RenderedPart) -> String
    ) -> [Step] {
        rendition.parts.enumerated().flatMap { number, part in
            part.media.enumerated().flatMap { index, media in
                names(media).map { Step(.prepare, $0, part: number, picture: index) }
            } + part.cardSteps(part: number) + [Step(.commit, commit(part), part: number)]
        }
    }
}

extension Errand {
    /// What of this step's picture stays in view.
    var framing: Framing? {
        guard let index = step.picture, part.media.indices.contains(index) else { return nil }
        return part.media[index].original.framing
    }

    /// What the steps of one name brought, in the order of the pictures and videos.
    func results(of name: String, _ key: String) -> [JSONValue] {
        prepared(name, in: step.part).compactMap { $0[key] }
    }

    /// The same, whole, of any part that is made ready by now.
    func prepared(_ name: String, in part: Int) -> [[String: JSONValue]] {
        progress.prepared.filter { $0.step.name == name && $0.step.part == part }
            .sorted { ($0.step.picture ?? 0) < ($1.step.picture ?? 0) }.map(\.result)
    }

    /// The receipt of the part this one answers; of an answer's first part, of what somebody else said.
    var parent: Receipt? { step.part == 0 ? rendition.answering : progress.receipts[step.part - 1] }

    /// A part that answers another cannot go out before that one is known.
    var lacksParent: Bool { step.part > 0 && parent == nil }

    static func noParent(_ network: String) -> Refusal {
        Refusal(
            .gone, "The part before this one is not known on \(network).",
            do: "Look at the account, and send what is missing as a new post.")
    }

    static func noPicture() -> Refusal {
        Refusal(.media, "The picture or video for this step is missing.", do: "Add it again and reschedule the post.")
    }
}
