import KicauCore
import KicauText

/// A mention of nobody: told to the author, and refused by no one.
extension Rendered {
    private static let mostNotes = 10

    /// With a note for each handle that nobody can have on this network, and for each that a look-up found nobody for.
    func noting(
        straysOn platform: any Platform, for account: Account, _ lookUps: LookUps, at now: Instant
    ) -> Rendered {
        let notes = rendition.parts.enumerated().flatMap { index, part in
            writtenHandles(in: part.shownText).compactMap { handle -> RuleBroken? in
                if let stray = platform.stray(handle, for: account) {
                    return RuleBroken(stray.what, do: stray.toDo, part: index, weight: .warns)
                }
                guard lookUps.found(handle, by: account.id, at: now)?.isEmpty == true else { return nil }
                return RuleBroken(
                    "A look-up on \(platform.name) found nobody called @\(handle).",
                    do: "Check how it is written; it goes out as it is.", part: index, weight: .warns)
            }
        }
        guard !notes.isEmpty else { return self }
        return Rendered(rendition: rendition, lengths: lengths, broken: broken + notes.prefix(Rendered.mostNotes))
    }
}
