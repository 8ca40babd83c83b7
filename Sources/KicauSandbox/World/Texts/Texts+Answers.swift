/// What people say under the house's posts.
extension WorldTexts {
    /// Something that somebody says to the house on one network.
    public struct Answer: Sendable, Hashable {
        public let place: DemoWorld.Place
        /// Who says it, by name.
        public let speaker: String
        public let text: String
        /// Before the demo begins, in minutes.
        public let minutesAgo: Int
    }

    /// The newest last.
    public static let answers = [
        Answer(
            place: .facebook, speaker: "Dimas Wibowo",
            text: "Tempatnya selalu adem. Kemarin hujan deras, saya tinggal sampai habis dua bab.", minutesAgo: 410),
        Answer(place: .mastodon, speaker: "Eka Putri", text: "Ini masih ada kursi untuk Sabtu sore?", minutesAgo: 260),
        Answer(
            place: .instagram, speaker: "Citra Dewi", text: "Cantik sekali. Boleh tahu biji kopinya dari mana?",
            minutesAgo: 190),
        Answer(
            place: .x, speaker: "Bima Pratama", text: "Jam berapa bukanya kalau hari Minggu?", minutesAgo: 122),
        Answer(
            place: .threads, speaker: "Dimas Wibowo", text: "Rak puisi di belakang itu dijual juga atau pinjam?",
            minutesAgo: 75),
        Answer(
            place: .bluesky, speaker: "Citra Dewi",
            text: "Is there a vegan cake again this week? Asking for a friend who is me.", minutesAgo: 38),
    ]

    /// Something that somebody says while one watches.
    public struct Interruption: Sendable, Hashable {
        public let place: DemoWorld.Place
        public let speaker: String
        public let text: String
        /// After the one before, in seconds.
        public let wait: Int
    }

    /// X comes last: until then its lists are bent for the troubles.
    public static let interruptions = [
        Interruption(place: .facebook, speaker: "Eka Putri", text: "Boleh pesan meja untuk enam orang?", wait: 45),
        Interruption(
            place: .instagram, speaker: "Bima Pratama", text: "Bolu pandannya masih ada sore ini?", wait: 60),
        Interruption(
            place: .threads, speaker: "Citra Dewi", text: "Buku yang dibaca Jumat kemarin judulnya apa?", wait: 90),
        Interruption(place: .x, speaker: "Dimas Wibowo", text: "Parkir motornya di sebelah mana, ya?", wait: 360),
    ]
}
