import KicauCore

/// Albums of Pages: which of them a photo stands in.
struct FacebookAlbums: Sendable, Codable {
    /// Albums by the numbers of their photos.
    var places: [String: String] = [:]
}

/// An album every Page has. None can be made by program: the Graph specs know no call for it.
struct FacebookAlbum: Sendable, Hashable {
    let id: String
    let page: String
    let name: String
    let type: String
    /// Some are Facebook's own to fill.
    let canUpload: Bool

    static func all(of page: String) -> [FacebookAlbum] {
        [
            FacebookAlbum(id: "71" + page, page: page, name: "Acara", type: "normal", canUpload: true),
            FacebookAlbum(id: "72" + page, page: page, name: "Profile pictures", type: "profile", canUpload: false),
        ]
    }
}

extension FacebookSimulator {
    func albumRoutes() -> [GraphRoute] {
        [
            GraphRoute(method: "GET", pattern: "{page}/albums", takes: [], place: .read, handler: albumList),
            GraphRoute(method: "GET", pattern: "{album}/photos", takes: [], place: .read, handler: albumPhotos),
        ]
    }

    func album(_ id: String) -> FacebookAlbum? {
        ground.people.lazy.filter { $0.kind == .page }.flatMap { FacebookAlbum.all(of: $0.id) }.first { $0.id == id }
    }

    /// The album a photo is uploaded to; nil: the Page itself.
    func target(_ asked: GraphCall) throws(GraphError) -> FacebookAlbum? {
        guard let album = album(asked.name("page")) else { return nil }
        guard album.canUpload else {
            throw GraphError(403, 200, "(#200) Photos cannot be added to this album")
        }
        guard try asked.flag("published", usual: true) else {
            throw .parameter("published", "What becomes of an unpublished photo in an album is not rehearsed")
        }
        guard asked["temporary"] == nil else { throw .parameter("temporary", "Unknown parameter: temporary") }
        return album
    }

    func place(_ photo: String, in album: FacebookAlbum) { albums.change { $0.places[photo] = album.id } }

    func albumWhole(_ album: FacebookAlbum) -> [String: JSONValue] {
        [
            "id": .string(album.id), "name": .string(album.name), "type": .string(album.type),
            "can_upload": .bool(album.canUpload), "count": .integer(Int64(photos(in: album).count)),
            "from": ["id": .string(album.page), "name": .string(ground.person(album.page)?.name ?? "")],
            "link": .string("\(ground.origin)/media/set/?set=a.\(album.id)&type=3"),
        ]
    }

    @Sendable private func albumList(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("pages_read_engagement", token)
        let id = asked.name("page") == "me" ? token.account : asked.name("page")
        guard ground.person(id)?.kind == .page else { throw GraphError.unknownObject(id, verb: "get") }
        let fields = try asked.fields(usual: "created_time,name,id")
        return ["data": .array(FacebookAlbum.all(of: id).map { fields.picked(from: albumWhole($0)) })]
    }

    @Sendable private func albumPhotos(_ asked: GraphCall) throws -> JSONValue {
        let token = try session(asked)
        try require("pages_read_engagement", token)
        let id = asked.name("album")
        guard let album = album(id) else { throw GraphError.unknownObject(id, verb: "get") }
        let fields = try asked.fields(usual: "created_time,name,id")
        let standing = Set(ground.listing(lagMs: asked.call.twist.listingLagMs) { $0.account == album.page }.map(\.id))
        let shown = photos(in: album).filter { photo in photo.post.map(standing.contains) ?? true }
        let rows = shown.map { GraphPaging.Row(id: $0.media.id, createdMs: $0.createdMs) }
        return try edge(asked, rows) { id in
            shown.first { $0.media.id == id }.map { fields.picked(from: photoWhole($0)) }
        }
    }

    private func photos(in album: FacebookAlbum) -> [GraphPhoto] {
        let places = albums.read { $0.places }
        return box.read { state in state.photos.values.filter { places[$0.media.id] == album.id } }
    }
}
