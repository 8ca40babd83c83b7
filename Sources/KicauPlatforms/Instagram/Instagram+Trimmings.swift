public import KicauCore

extension Instagram {
    public func trimmings(of part: RenderedPart) -> Trimmings {
        let options = Instagram.options
        let tagged = Instagram.people(in: part)
        let trial = (part.frozen["trial_params"]?["graduation_strategy"]?.string).map { [$0] } ?? []
        let notes: [Trimmings.Note?] = [
            options.note(.people, "collaborators", part.chosen("collaborators").map { "@\($0)" }),
            options.note(.place, "location_id", part.chosen("location_id")),
            options.note(.people, "user_tags", tagged.map { "@\($0)" }),
            options.note(.form, "format", part.chosen("format").filter { $0 != "post" }),
            options.note(.form, "share_to_feed", part.chosen("share_to_feed")),
            options.note(.form, "thumb_offset", part.chosen("thumb_offset").map { "\($0) ms" }),
            options.note(.audience, "trial_params", trial),
            options.note(.form, "audio_name", part.chosen("audio_name")),
            options.note(.label, "is_ai_generated", part.chosen("is_ai_generated")),
            options.note(.label, "is_paid_partnership", part.chosen("is_paid_partnership")),
        ]
        return Trimmings(notes: notes.compactMap(\.self))
    }
}
