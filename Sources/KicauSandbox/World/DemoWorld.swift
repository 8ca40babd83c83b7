/// The house of coffee and books that the demo shows: its workspace, its people, its accounts.
public enum DemoWorld {
    public static let workspace = "Kedai Aksara"
    public static let zone = "Asia/Jakarta"
    /// Java has no summer time.
    static let zoneOffsetMs: Int64 = 7 * 3_600_000
    /// Everybody's password: the demo holds nothing that is worth guarding, and says it on its first page.
    public static let password = "hujan-kopi-buku-senja"

    public struct Member: Sendable, Hashable {
        public let name: String
        public let email: String
        /// "owner", "admin", "editor", "writer" or "viewer".
        public let role: String
    }

    /// The owner first.
    public static let members = [
        Member(name: "Ayu Lestari", email: "ayu@kedai-aksara.test", role: "owner"),
        Member(name: "Bima Pratama", email: "bima@kedai-aksara.test", role: "admin"),
        Member(name: "Citra Dewi", email: "citra@kedai-aksara.test", role: "editor"),
        Member(name: "Dimas Wibowo", email: "dimas@kedai-aksara.test", role: "writer"),
        Member(name: "Eka Putri", email: "eka@kedai-aksara.test", role: "viewer"),
    ]

    /// An account to connect, and who signs in for it.
    public struct Account: Sendable, Hashable {
        public let place: Place
        public let platform: String
        /// Whose account it is, by the network's handle.
        public let handle: String
        /// The person who signs in, when that is not the account itself.
        public let signsIn: String

        init(_ place: Place, _ platform: String, _ handle: String, signsIn: String? = nil) {
            self.place = place
            self.platform = platform
            self.handle = handle
            self.signsIn = signsIn ?? handle
        }
    }

    public enum Place: String, Sendable, Hashable, CaseIterable {
        case x, facebook, instagram, threads, linkedin, mastodon, bluesky
        case ayuX = "x-ayu"
        case dimasMastodon = "mastodon-dimas"
    }

    public static let accounts = [
        Account(.x, "x", "kedaiaksara"),
        Account(.facebook, "facebook", "kedaiaksara", signsIn: "ayu_lestari"),
        Account(.instagram, "instagram", "kedai.aksara"),
        Account(.threads, "threads", "kedai.aksara"),
        Account(.linkedin, "linkedin", "ayu-lestari"),
        Account(.mastodon, "mastodon", "kedaiaksara"),
        Account(.bluesky, "bluesky", "kedai-aksara.test"),
        Account(.ayuX, "x", "ayu_lestari"),
        Account(.dimasMastodon, "mastodon", "dimas_wibowo"),
    ]
}
