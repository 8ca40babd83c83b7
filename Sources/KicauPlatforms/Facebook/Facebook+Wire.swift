import KicauCore

extension Facebook {
    /// The shapes of requests and answers.
    enum Wire {
        static let postFields = "id,message,created_time,permalink_url,attachments{media_type,subattachments}"
        static let countFields = "shares,comments.summary(true).limit(0),reactions.summary(true).limit(0)"

        static func numbers(in shown: JSONValue) -> Numbers {
            var values: [Metric: Int64] = [:]
            values[.likes] = shown.at("reactions", "summary", "total_count")?.wholeNumber
            values[.replies] = shown.at("comments", "summary", "total_count")?.wholeNumber
            // A post that nobody shared has no such field.
            values[.reposts] = shown.at("shares", "count")?.wholeNumber ?? 0
            return Numbers(values, answers: [shown.withoutPaging])
        }

        static let commentFields = "id,message,from,created_time,permalink_url,parent{id},attachment{type}"

        static func photo(_ picture: FittedMedia) -> [(String, String)] {
            [("published", "false")] + (picture.alt.isEmpty ? [] : [("alt_text_custom", picture.alt)])
        }

        static func post(_ part: RenderedPart, photos: [String]) -> [(String, String)] {
            var form: [(String, String)] = []
            if !part.wireText.isEmpty { form.append(("message", part.wireText)) }
            if let link = part.frozen["link"]?.string { form.append(("link", link)) }
            if !photos.isEmpty {
                let attached = JSONValue.array(photos.map { ["media_fbid": .string($0)] })
                form.append(("attached_media", attached.text))
            }
            return form + button(of: part) + place(of: part) + audience(of: part)
        }

        /// A comment takes one picture, uploaded unseen like those of posts.
        static func comment(_ part: RenderedPart, photo: String?) -> [(String, String)] {
            (part.wireText.isEmpty ? [] : [("message", part.wireText)]) + (photo.map { [("attachment_id", $0)] } ?? [])
        }

        /// Nil when the answer does not show attachments at all.
        static func pictureCount(_ shown: JSONValue) -> Int? {
            guard let attachments = shown.at("attachments", "data")?.array else { return nil }
            return attachments.reduce(0) { count, attachment in
                if let inner = attachment.at("subattachments", "data")?.array { return count + inner.count }
                return count + (attachment["media_type"]?.string == "photo" ? 1 : 0)
            }
        }

        static func differences(_ part: RenderedPart, _ shown: JSONValue) -> [Sentence] {
            var found: [Sentence] = []
            if let text = shown["message"]?.string, !MetaText.same(text, part.wireText) {
                found.append("Facebook shows another text than was sent.")
            }
            // Of a picture in an album the post may show the album.
            if Facebook.album(of: part) == nil, let count = pictureCount(shown), count != part.media.count {
                found.append("Facebook shows \(count) pictures; \(part.media.count) were sent.")
            }
            return found
        }

        static let uploadMissing = Refusal(
            .newContainer, "Not all pictures are uploaded; they are uploaded again.", do: "Nothing to do.")
    }
}
