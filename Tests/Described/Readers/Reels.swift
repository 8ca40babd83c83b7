import KicauCore

/// Where reels and stories take their bytes: no graph, but Meta's collection for reels has examples of it.
enum Reels {
    private static let file = "meta-reels-postman/Facebook Reels Publishing API.postman_collection.json"

    static func verdict(on asked: Asked) -> Verdict {
        let request = asked.method + " video-upload/{version}/{id}"
        let uploads = ((try? Shelf.specification(file)) ?? .null).requests.filter {
            $0["method"]?.string == asked.method && ($0["url"]?["raw"]?.string ?? "").contains("/video-upload/")
        }
        guard !uploads.isEmpty else { return .undescribed(asked, as: request) }
        let headers = uploads.flatMap { $0["header"]?.array ?? [] }.compactMap { $0["key"]?.string?.lowercased() }
        let takesBytes = uploads.contains { $0["body"]?["mode"]?.string == "file" }
        let known = headers.map { "header " + $0 } + (takesBytes ? ["bytes"] : [])
        let strange = Set(asked.allNames).subtracting(known).sorted()
        return Verdict(request: request, faults: strange.map { .init(field: $0, why: "is in no example") })
    }
}

extension JSONValue {
    /// The requests of a collection, however deep its folders are.
    fileprivate var requests: [JSONValue] {
        (self["item"]?.array ?? []).flatMap(\.requests) + (self["request"].map { [$0] } ?? [])
    }
}
