import KicauSandbox

/// Who is made for a proof on each network: new people with new accounts, in each network's own style of names.
enum ProofPeople {
    /// Who signs in, and what posts: the same person, but for Facebook, where persons have pages.
    struct Pair: Sendable {
        let person: Person
        let author: Person
    }

    static func pair(at seat: ProofPlan.Seat) -> Pair {
        let number = seat.number + 1
        let name = "Bukti \(number)"
        let plain = { (id: String, handle: String) -> Pair in
            let person = Person(id: id, handle: handle, name: name)
            return Pair(person: person, author: person)
        }
        switch seat.network {
        case "facebook":
            let person = Person(id: id("1077", number, digits: 13), handle: "bukti_\(number)", name: name)
            let page = Person(
                id: id("1045", number, digits: 11), handle: "kedaibukti\(number)", name: "Kedai Bukti \(number)",
                kind: .page, managers: [person.id])
            return Pair(person: person, author: page)
        case "bluesky": return plain("did:plc:" + letters(number, length: 24), "bukti-\(number).test")
        case "linkedin": return plain("bUkti" + letters(number, length: 5), "bukti-\(number)")
        case "instagram": return plain(id("17849", number, digits: 12), "bukti.\(number)")
        case "threads": return plain(id("2649", number, digits: 13), "bukti.\(number)")
        case "mastodon": return plain(id("1139", number, digits: 14), "bukti_\(number)")
        default: return plain(id("18299", number, digits: 11), "bukti_\(number)")  // X; a name, not one of our enums
        }
    }

    /// Who says something under the posts of all.
    static func visitor(on network: String) -> Person {
        let name = "Tamu Setia"
        let (id, handle) =
            switch network {
            case "facebook": ("10788800000000001", "tamu_setia")
            case "bluesky": ("did:plc:tamusetia222222222222222", "tamu-setia.test")
            case "linkedin": ("tAmu7Setia", "tamu-setia")
            case "instagram": ("17849990000000001", "tamu.setia")
            case "threads": ("26499900000000001", "tamu.setia")
            case "mastodon": ("113988800000000001", "tamu_setia")
            default: ("1829988800000001", "tamu_setia")  // X; a name, not one of our enums
            }
        return Person(id: id, handle: handle, name: name)
    }

    private static func id(_ prefix: String, _ number: Int, digits: Int) -> String {
        let tail = String(number)
        return prefix + String(repeating: "0", count: max(0, digits - tail.count)) + tail
    }

    /// The number in letters of base 32, as DIDs have them.
    private static func letters(_ number: Int, length: Int) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
        var text = ""
        var rest = number
        for _ in 0..<length {
            text = String(alphabet[rest % 32]) + text
            rest /= 32
        }
        return text
    }
}
