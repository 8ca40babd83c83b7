import KicauCore

extension Graph {
    /// Likes, hides, or takes that back: Meta says `success`, or what is in the way.
    func carry(_ deed: Call, unit: MeterUnit, now: Instant, via line: any Line) async -> DeedEnd {
        switch await ask(deed, unit: unit, via: line) {
        case .lost(let failure): failure.deed
        case .no(let complaint): table.deed(of: complaint)
        case .yes(let answer):
            answer["success"]?.bool == true ? .done : table.deed(of: .unclear(answer, at: now))
        }
    }
}
