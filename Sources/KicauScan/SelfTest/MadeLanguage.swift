import KicauCore

/// A language to make texts in: not to be read, but with the letters, word lengths and punctuation of a real one.
public enum MadeLanguage: String, Sendable, CaseIterable, Codable {
    case latin, indonesian, arabic, chinese, japanese, thai, emoji

    private static let syllables = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.madeOf) })

    /// What its words are made of.
    private var madeOf: [String] {
        switch self {
        case .latin, .emoji:
            "an be con der ent fir gra hou ing jus kin lea mor ness over pla qui ra ster tion un ver wa y é ö ch th al o ri st"
                .split(separator: " ").map(String.init)
        case .indonesian:
            "me ber ter di ke an kan i sa ya ma ka ba pa ta ga la ra na ngo nya pi tu ku su bu ri gi ru mu se per"
                .split(separator: " ").map(String.init)
        case .arabic:
            "ال مَ بِ كت سل لام قر ون ين ات عل حم دي نو صب اح شم س ري خي را ه وَ يَ تُ نا فِ ذه جم"
                .split(separator: " ").map(String.init)
        case .chinese:
            "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
                .map(String.init)
        case .japanese:
            "あいうえおかがきくけこさしすせそただちってとなにのはばひふまみもやゆよらりるれをんコヒタルスン日本語今天気飲朝夜鳥声店街"
                .map(String.init)
        case .thai:
            "กา ขอ คน งาน จะ ชา ดี ตา ทำ นี้ บ้าน ปี ผม พูด ฟ้า มา ยัง รัก ลม วัน สวย หา อยู่ เรา แต่ ได้ ไป โลก ใจ เธอ"
                .split(separator: " ").map(String.init)
        }
    }

    /// What stands between its words.
    var joiner: String {
        switch self {
        case .chinese, .japanese, .thai: ""
        case .latin, .indonesian, .arabic, .emoji: " "
        }
    }

    /// In syllables, from the shortest word to the longest.
    private var lengths: ClosedRange<Int> {
        switch self {
        case .chinese, .japanese: 2...2
        case .thai: 1...2
        case .latin, .indonesian, .arabic, .emoji: 1...4
        }
    }

    func word(_ dice: inout SeededRandom) -> String {
        let syllables = MadeLanguage.syllables[self] ?? []
        let word = (0..<Int.random(in: lengths, using: &dice)).map { _ in syllables[dice.below(syllables.count)] }
            .joined()
        return self != .chinese && dice.below(8) == 0 ? word.prefix(1).uppercased() + word.dropFirst() : word
    }

    /// A thing between words that posts have and words have not.
    func decoration(_ dice: inout SeededRandom) -> String {
        switch dice.below(7) {
        case 0: "#" + word(&dice)
        case 1: "@user\(dice.below(1_000))"
        case 2: "https://t.co/\(String(dice.next(), radix: 36).prefix(10))"
        case 3: "\"\(word(&dice))\""
        case 4: "\(word(&dice)) & \(word(&dice))"
        default: ["🐦", "☕️", "👩🏽‍💻", "❤️", "🇮🇩", "😀😀"][dice.below(6)]
        }
    }

    /// Of a hundred words so many are followed by a decoration.
    var decorations: Int { self == .emoji ? 60 : 12 }
}
