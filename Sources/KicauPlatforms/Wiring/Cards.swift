import KicauCore

extension Outline.Part {
    /// What goes out of its card. Networks show pictures or a card, not both: the author's pictures come first.
    func card(picture fit: PictureFit) -> RenderedCard? {
        media.isEmpty ? card.map { RenderedCard($0, picture: fit) } : nil
    }
}

extension RenderedPart {
    /// Its card's picture has to be there before the part is.
    func cardSteps(part number: Int) -> [Step] {
        card?.picture == nil ? [] : [Step(.prepare, "card", part: number, picture: media.count)]
    }
}
