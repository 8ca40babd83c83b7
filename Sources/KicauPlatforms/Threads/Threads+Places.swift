import KicauCore

/// Where a post was made. Threads API, Postman collection of 2026-01-02, "Search for Locations" and `location_id` of the
/// containers; developers.facebook.com, Threads, Location Tagging, 2026-07-02 as stored.
///
/// Threads takes a number and people know a name: unless it is the number already, the name is looked up before the
/// post goes out. Only a place of just that name is taken, so that no post is put where its author was not.
extension Threads {
    static let placing = "threads_location_tagging"
    static let placeField = "location_id"
    /// Our own: as many as a sentence holds.
    private static let mostNamed = 5

    static let place = PostOption(
        placeField, "Place", .text(most: 100),
        about:
            "Its name, looked up when the post goes out, or its number at Threads. Only for apps with Meta's leave to tag places."
    )

    static func namedPlace(_ chosen: ChosenOptions) -> String? {
        chosen[placeField].map(\.trimmingWhitespace).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A place as the search tells of it.
    struct FoundPlace: Hashable {
        let id: String
        let name: String
        /// Where it is, as far as Threads says so.
        let whereabouts: String

        init?(_ json: JSONValue) {
            guard let id = json["id"]?.string, id.isDigits, let name = json["name"]?.string else { return nil }
            (self.id, self.name) = (id, name)
            whereabouts = ["address", "city", "country"].compactMap { json[$0]?.string }.filter { !$0.isEmpty }
                .joined(separator: ", ")
        }

        var words: String { whereabouts.isEmpty ? "\(id) (\(name))" : "\(id) (\(name), \(whereabouts))" }
    }

    func findPlace(_ errand: Errand, via line: any Line) async -> Preparation {
        guard let name = errand.part.placeToFind else { return .ready([:], expires: nil) }
        let graph = graph(errand.signedIn)
        let call = graph.get("location_search", fields: Wire.placeFields, query: [("q", name)])
        switch await graph.ask(call, unit: ThreadsUnit.read, via: line) {
        case .lost(let failure): return failure.preparation
        case .no(let complaint):
            guard Threads.errors.meaning(of: complaint) == .permission else {
                return Threads.errors.preparation(of: complaint)
            }
            return .refused(Threads.unplaced(complaint))
        case .yes(let answer):
            let found = (answer["data"]?.array ?? []).compactMap(FoundPlace.init)
            let same = found.filter { $0.name.lowercased() == name.lowercased() }
            guard same.count == 1, let place = same.first else {
                return .refused(Threads.unclear(name, among: same.isEmpty ? found : same, answer))
            }
            return .ready(["id": .string(place.id)], expires: nil)
        }
    }

    private static func unclear(_ name: String, among places: [FoundPlace], _ answer: JSONValue) -> Refusal {
        let answer = String(answer.text.prefix(2000))
        guard !places.isEmpty else {
            return Refusal(
                .invalidContent, "Threads knows no place called \(name).",
                do: "Correct the name of the place, or leave location_id out.", answer: answer)
        }
        let named = places.prefix(mostNamed).map(\.words).joined(separator: "; ")
        return Refusal(
            .invalidContent, "Threads knows no single place called \(name), but these: \(named).",
            do: "Write the number of the one that is meant into location_id, or leave it out.", answer: answer)
    }

    private static func unplaced(_ complaint: Complaint) -> Refusal {
        Refusal(
            .permission, "Threads shows and tags places only for apps with the permission threads_location_tagging.",
            do: "Ask whoever runs Kicau to get it and to set threadsPlaces, then connect the account again.",
            answer: complaint.answer, status: complaint.status)
    }

    /// The number that goes into the container; nil: none is wanted, or none is known yet.
    static func placeNumber(_ errand: Errand) -> String? {
        errand.part.placeToFind == nil
            ? errand.part.frozen[placeField]?.string : errand.results(of: "place", "id").first?.string
    }
}

extension RenderedPart {
    /// A place by its name; nil: there is none, or it is known by its number.
    var placeToFind: String? { frozen[Threads.placeField]?.string.flatMap { $0.isDigits ? nil : $0 } }
}
