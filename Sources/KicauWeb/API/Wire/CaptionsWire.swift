import KicauCore

/// Captions of a video, in requests and answers alike.
struct CaptionsWire: Codable, Sendable {
    let language: String
    let sha256: String

    init(_ captions: Captions) {
        language = captions.language
        sha256 = captions.sha256
    }

    /// Publishing fills in what it knows of the file.
    var captions: Captions { Captions(language: language, sha256: sha256) }

    static let shape = Shape.named(
        "Captions",
        .object([
            .must("language", .text(most: 20), "As BCP 47 has it", like: "id"),
            .must("sha256", .form(.sha256), "As the answer to their upload named it"),
        ]))
}
