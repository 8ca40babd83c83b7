/// Posts as a small café writes them, all different.
enum Texts {
    private static let openings = [
        "Selamat pagi! Kopi Gayo hari ini", "New on the board", "We open early tomorrow", "Terima kasih, Bandung",
        "The roaster is on again", "Kelas latte art hari Sabtu", "Slow morning", "Ask us about the beans",
    ]
    private static let endings = [
        "sampai jam tujuh malam.", "with cardamom and palm sugar.", "— two seats are left.", "dan gratis tambah susu.",
        "come by and say hello.", "di sudut jalan yang sama.", "rain or shine.", "while it lasts.",
    ]

    static func text(_ number: Int) -> String {
        let opening = openings[number % openings.count]
        let ending = endings[number / openings.count % endings.count]
        return
            "\(opening), no. \(number + 1): \(ending) Seperti biasa, kami menyimpan satu cangkir untuk yang terlambat."
    }
}
