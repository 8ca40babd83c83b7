/// The people of the rehearsal networks: a small house of coffee and books, Kedai Aksara.
enum People {
    /// Who is there on each network from the start.
    static func people(on platform: String) -> [Person] {
        switch platform {
        case "x": persons(prefix: "18201", digits: 8) + [house(id: "1820100000000099", handle: "kedaiaksara")]
        case "facebook": facebook
        case "instagram": businesses(id: "178414000000001", houseID: "17841400000000199", handle: "kedai.aksara")
        case "threads": businesses(id: "264000000000001", houseID: "26400000000000199", handle: "kedai.aksara")
        case "linkedin": linkedin
        case "mastodon": persons(prefix: "1130", digits: 12) + [house(id: "113000000000000099", handle: "kedaiaksara")]
        case "bluesky": bluesky
        default: []  // not one of our own enums: a name from outside
        }
    }

    /// The five, by what is the same of them everywhere.
    private static let five: [(key: String, name: String, bio: String)] = [
        ("ayu_lestari", "Ayu Lestari", "Pemilik Kedai Aksara. Kopi, buku, hujan."),
        ("bima_pratama", "Bima Pratama", "Barista and baker of too many bolu."),
        ("citra_dewi", "Citra Dewi", "I draw the menu boards and the posters."),
        ("dimas_wibowo", "Dimas Wibowo", "Penjaga rak buku. Resensi tiap Jumat."),
        ("eka_putri", "Eka Putri", "Events, readings, open mics."),
    ]

    private static let houseFollowers = 1204
    private static func followers(_ index: Int) -> Int { 128 + index * 57 }

    private static let houseBio = "Kopi dan buku, sejak 2019. Jalan Melati 7, Yogyakarta."

    private static func persons(prefix: String, digits: Int) -> [Person] {
        five.enumerated().map { index, one in
            let tail = String(index + 1)
            let id = prefix + String(repeating: "0", count: digits + 2 - tail.count) + tail
            return Person(id: id, handle: one.key, name: one.name, bio: one.bio, followers: followers(index))
        }
    }

    private static func house(id: String, handle: String) -> Person {
        Person(id: id, handle: handle, name: "Kedai Aksara", bio: houseBio, followers: houseFollowers)
    }

    /// On Instagram and Threads the house is an account like the others.
    private static func businesses(id: String, houseID: String, handle: String) -> [Person] {
        five.enumerated().map { index, one in
            Person(
                id: id + "0\(index + 1)", handle: one.key, name: one.name, bio: one.bio, followers: followers(index))
        } + [house(id: houseID, handle: handle)]
    }

    private static var facebook: [Person] {
        let five = persons(prefix: "1022", digits: 11)
        let page = Person(
            id: "104500000000099", handle: "kedaiaksara", name: "Kedai Aksara", kind: .page, bio: houseBio,
            managers: five.prefix(3).map(\.id), followers: houseFollowers
        )
        return five + [page]
    }

    private static var linkedin: [Person] {
        let ids = ["aYu7Lestar", "bIma3Prata", "cItra9Dewi", "dImas5Wibo", "eKa2Putri0"]
        let persons = zip(five, ids).enumerated().map { index, one in
            Person(
                id: one.1, handle: one.0.key.replacing("_", with: "-"), name: one.0.name, bio: one.0.bio,
                followers: followers(index))
        }
        let organisation = Person(
            id: "70400099", handle: "kedai-aksara", name: "Kedai Aksara", kind: .organisation, bio: houseBio,
            managers: [ids[0], ids[2], ids[4]], followers: houseFollowers
        )
        return persons + [organisation]
    }

    private static var bluesky: [Person] {
        let letters = ["a", "b", "c", "d", "e"]
        let persons = zip(five, letters).enumerated().map { index, one in
            Person(
                id: "did:plc:" + String(repeating: one.1, count: 23) + "2",
                handle: one.0.key.replacing("_", with: "-") + ".test", name: one.0.name, bio: one.0.bio,
                followers: followers(index)
            )
        }
        return persons + [house(id: "did:plc:kedaiaksara2222222222222", handle: "kedai-aksara.test")]
    }
}
