import KicauCore

/// A select of campaigns: those that take posts, and the one that is chosen already.
struct CampaignChoice: Sendable {
    let options: [ChoiceLine]

    /// - Parameter takesPosts: only those that do, for a form; all of them for a filter.
    init(_ campaigns: [Campaign], chosen: ID<Campaign>?, takesPosts: Bool, _ voice: Voice) {
        options = campaigns.filter { !takesPosts || $0.ended == nil || $0.id == chosen }.map {
            ChoiceLine(
                value: $0.id.description,
                name: $0.ended == nil ? $0.name : voice.say("\($0.name) (ended)"), isChosen: $0.id == chosen)
        }
    }

    /// Nil where there is nothing to choose from.
    var shown: CampaignChoice? { options.isEmpty ? nil : self }
}

extension Form {
    /// Nil: none is chosen. - Throws: `.badInput`.
    func campaign() throws(Problem) -> ID<Campaign>? {
        guard let text = filled("campaign") else { return nil }
        guard let id = ID<Campaign>(text) else {
            throw Problem(
                .badInput, "There is no such campaign.", do: "Choose one of those shown.", field: "campaign")
        }
        return id
    }
}
