import KicauCore

/// A video on its way to LinkedIn: the places its parts go to, and what came back for those that arrived.
///
/// LinkedIn tells the addresses once, so all of it is noted with the step.
struct LinkedInVideoPlaces {
    /// One part of the file and the address of its own that it is put to.
    struct Place {
        let address: String
        let bytes: Range<Int>
    }

    /// The video's urn.
    let video: String
    let token: String
    /// Those not filled yet, in the order of the file.
    private(set) var open: [Place]
    /// What LinkedIn called the parts that arrived, in the order of the file.
    private(set) var tags: [String]
    /// When the addresses die; nil: LinkedIn did not say.
    let ends: Instant?
    /// Where its words go; nil: it has none, or they are there.
    var captions: String?

    /// From the answer of `initializeUpload`; nil unless its places make up the whole file.
    init?(begun value: JSONValue?, bytes: Int) {
        guard let value, let video = value["video"]?.string, let places = value["uploadInstructions"]?.array else {
            return nil
        }
        let open = places.compactMap { place in
            Place(address: place["uploadUrl"]?.string, from: place["firstByte"]?.int, to: place["lastByte"]?.int)
        }
        let ends = open.map(\.bytes.upperBound)
        let starts = [0] + Array(ends.dropLast())
        guard open.count == places.count, open.map(\.bytes.lowerBound) == starts, ends.last == bytes else {
            return nil
        }
        self.video = video
        token = value["uploadToken"]?.string ?? ""
        self.open = open
        tags = []
        self.ends = value["uploadUrlsExpireAt"]?.int.map { Instant(ms: Int64($0)) }
        captions = value["captionsUploadUrl"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Nil for a video whose parts are together already.
    init?(noted: [String: JSONValue]) {
        guard let video = noted["video"]?.string, let token = noted["token"]?.string,
            let places = noted["places"]?.array
        else { return nil }
        self.video = video
        self.token = token
        open = places.compactMap { Place(address: $0[0]?.string, from: $0[1]?.int, to: $0[2]?.int) }
        tags = (noted["tags"]?.array ?? []).compactMap(\.string)
        ends = noted["ends"]?.int.map { Instant(ms: Int64($0)) }
        captions = noted["captions"]?.string
    }

    var noted: [String: JSONValue] {
        let places = open.map { place -> JSONValue in
            [
                .string(place.address), .integer(Int64(place.bytes.lowerBound)),
                .integer(Int64(place.bytes.upperBound - 1)),
            ]
        }
        return JSONValue.members([
            ("video", .string(video)), ("token", .string(token)), ("places", .array(places)),
            ("tags", .array(tags.map(JSONValue.string))), ("ends", ends.map { .integer($0.ms) }),
            ("captions", captions.map(JSONValue.string)),
        ]).object ?? [:]
    }

    /// The first open place has taken its part.
    mutating func fill(with tag: String) {
        open.removeFirst()
        tags.append(tag)
    }
}

extension LinkedInVideoPlaces.Place {
    /// LinkedIn counts the last byte in.
    fileprivate init?(address: String?, from first: Int?, to last: Int?) {
        guard let address, let first, let last, first >= 0, last >= first else { return nil }
        self.init(address: address, bytes: first..<last + 1)
    }
}
