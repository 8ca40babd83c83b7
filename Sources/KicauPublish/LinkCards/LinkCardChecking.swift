import KicauCore

extension LinkCard {
    /// It may come from a program, or have been written over by its author.
    /// - Throws: `.badInput`, `.tooLong`.
    func check() throws(Problem) {
        guard PageFetcher.address(url) != nil else {
            throw Problem(
                .badInput, "\(url) is no address of a page.", do: "Write a whole one, with https:// before it.",
                field: "card")
        }
        guard !title.allSatisfy(\.isWhitespace) else {
            throw Problem(
                .badInput, "A link card has no title.", do: "Write one, or take the card away.", field: "card")
        }
        guard title.utf16.count <= LinkCard.longestTitle, description.utf16.count <= LinkCard.longestDescription else {
            throw Problem(
                .tooLong,
                "A link card takes \(LinkCard.longestTitle) characters of title and \(LinkCard.longestDescription) of description.",
                do: "Shorten them.", field: "card")
        }
    }

    func checkPicture() throws(Problem) {
        guard let picture, !picture.isPicture else { return }
        throw Problem(
            .notAPicture,
            picture.isVideo
                ? "A link card has a picture, and this is a video." : "A link card has a picture, and this is none.",
            do: "Name a picture, or leave it out.", field: "card")
    }
}

extension Post.Part {
    /// All that is kept for it: its own pictures and videos, and its card's picture.
    var pictures: [Media] { media + (card?.picture.map { [$0] } ?? []) }
}
