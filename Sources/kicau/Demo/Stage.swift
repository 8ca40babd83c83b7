import KicauCore
import KicauPublish
import KicauSandbox
import KicauStore
import KicauWeb

/// Everything the demo is set up with.
struct Stage: Sendable {
    let building: Building
    let networks: RehearsalNetworks
    let origins: [PlatformID: String]
    let port: Int
    let browser: RehearsalBrowser

    init(building: Building, networks: RehearsalNetworks, origins: [PlatformID: String], port: Int) {
        self.port = port
        self.building = building
        self.networks = networks
        self.origins = origins
        browser = RehearsalBrowser(origins: Set(origins.values).union([building.house.settings.baseURL]))
    }

    /// The first start, from an empty folder to a living house.
    func fill() async throws {
        let port = String(port)
        try await building.store.write { tx in
            try tx.setSetting(DemoFolder.mark, to: DemoFolder.begun)
            try tx.setSetting(DemoFolder.portMark, to: port)
        }
        let cast = try await Casting(stage: self).fill()
        Talk.say(
            "  \(DemoWorld.members.count) people, \(cast.accounts.count) accounts on \(RehearsalPorts.order.count) networks"
        )
        let hanging = PictureHanging(stage: self)
        let pictures = try await hanging.hang(for: cast.owner)
        let film = try await hanging.film(for: cast.owner)
        Talk.say("  \(pictures.count) pictures" + (film == nil ? "; no video, as there is no ffmpeg" : " and a video"))
        let company = Company(cast: cast, pictures: pictures, film: film)
        let past = try await PastSeason(stage: self, company: company).play()
        Talk.say("  \(past.posts) posts of the last ninety days, \(past.deliveries) deliveries")
        let now = SystemTime().now()
        try await Season(stage: self, company: company).plan(from: now)
        try await Troubles(stage: self, company: company).prepare(from: now)
        let conversations = Conversations(stage: self)
        try await conversations.waitForTroubles(of: cast, from: now)
        try conversations.begin(at: now)
        let purse = Purse(stage: self, owner: cast.owner)
        try await purse.setCampaignCap()
        try await purse.setCap()
        try await ModelCasting(stage: self, owner: cast.owner).cast()
        try await building.store.write { try $0.setSetting(DemoFolder.mark, to: DemoFolder.done) }
        Talk.say("  a week ahead, drafts, and one of each trouble; in 1, 2, 4 and 7 minutes something goes out")
    }

    /// A later start: something has to be ahead again.
    func topUp() async throws {
        guard let cast = try await Casting(stage: self).find() else { return }
        let season = Season(stage: self, company: Company(cast: cast, pictures: [:]))
        let moved = try await season.moveOn()
        if moved > 0 { Talk.say("  \(moved) posts that came due meanwhile moved to the coming days") }
        let added = try await season.topUp()
        if added > 0 { Talk.say("  \(added) fresh posts planned") }
    }

    func control(_ platform: PlatformID) throws(Problem) -> RehearsalControl {
        guard let control = networks.control(platform.raw) else {
            throw Problem(.notFound, "The rehearsal network \(platform) does not run.", do: "Start the demo again.")
        }
        return control
    }
}

/// Who is there: the callers and the accounts by their place.
struct Cast: Sendable {
    let callers: [Caller]
    let accounts: [DemoWorld.Place: Account]

    var owner: Caller { callers[0] }

    func caller(named name: String) -> Caller { callers.first { $0.user?.name == name } ?? owner }
}

/// The cast with the pictures they post.
struct Company: Sendable {
    let cast: Cast
    /// By name.
    let pictures: [String: Media]
    var film: Media?

    /// What a text becomes for some accounts.
    func content(_ text: WorldText, for places: [DemoWorld.Place], isFilmed: Bool = false) -> DraftContent {
        let drawn = text.pictures.compactMap { name -> Media? in
            guard var picture = pictures[name] else { return nil }
            picture.alt = WorldPictures.all.first { $0.name == name }?.alt(in: text.language) ?? ""
            return picture
        }
        let media = isFilmed ? film.map { [$0] } ?? drawn : drawn
        let parts = text.parts.enumerated().map { Post.Part(text: $1, media: $0 == 0 ? media : []) }
        return DraftContent(
            post: Post(parts: parts, firstComment: text.comment),
            accounts: places.compactMap { cast.accounts[$0]?.id })
    }
}
