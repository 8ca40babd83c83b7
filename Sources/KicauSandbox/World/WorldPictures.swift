public import Foundation
import KicauCore

/// A picture of the demo world, drawn by code.
public struct WorldPicture: Sendable {
    public let name: String
    /// What somebody who cannot see it reads, by language.
    let alts: [String: String]
    private let draw: @Sendable (inout SeededRandom) -> Canvas

    init(_ name: String, id: String, en: String, _ draw: @escaping @Sendable (inout SeededRandom) -> Canvas) {
        self.name = name
        alts = ["id": id, "en": en]
        self.draw = draw
    }

    public func alt(in language: String) -> String { alts[language] ?? alts["en"] ?? "" }

    /// The file's bytes, the same each time.
    public var png: Data {
        var random = SeededRandom(seed: name.utf8.reduce(11) { $0 &* 31 &+ UInt64($1) })
        return Data(PNGFile(draw(&random)).bytes)
    }
}

public enum WorldPictures {
    public static let all: [WorldPicture] = [
        WorldPicture(
            "morning",
            id: "Secangkir kopi mengepul dan buku terbuka di meja kayu, matahari terbit di balik perbukitan ungu.",
            en: "A steaming cup and an open book on a wooden table; the sun rises behind violet hills.", Scenes.morning),
        WorldPicture(
            "street",
            id: "Seseorang berjaket jingga berjalan di bawah payung kuning, hujan deras di depan deretan rumah.",
            en: "Somebody in an orange coat walks under a yellow umbrella through heavy rain, past a row of houses.",
            Scenes.rainyStreet),
        WorldPicture(
            "shelf",
            id: "Rak buku tiga tingkat penuh punggung buku warna-warni, dengan cangkir dan pot tanaman di antaranya.",
            en: "A bookcase of three shelves full of coloured spines, with a cup and a potted plant between them.",
            Scenes.shelf),
        WorldPicture(
            "shop",
            id:
                "Kedai Aksara pada malam hari: jendela kuning hangat, tenda bergaris merah putih, bulan sabit di atas atap.",
            en: "Kedai Aksara at night: warm yellow windows, a striped awning, a crescent moon above the roof.",
            Scenes.shopAtNight),
        WorldPicture(
            "cat", id: "Kucing jingga tidur di atas tumpukan empat buku, di luar jendela hujan turun.",
            en: "An orange cat sleeps on a pile of four books; rain falls outside the window.", Scenes.sleepingCat),
        WorldPicture(
            "table",
            id:
                "Meja dari atas: dua cangkir kopi, buku terbuka dengan pita merah, pensil, dan biji kopi di taplak kotak-kotak.",
            en:
                "A table from above: two cups, an open book with a red ribbon, a pencil and coffee beans on a checked cloth.",
            Scenes.tableFromAbove),
        WorldPicture(
            "beans", id: "Karung penuh biji kopi bertuliskan KOPI, daun kopi hijau tua di belakangnya.",
            en: "A sack full of coffee beans labelled KOPI, dark green coffee leaves behind it.", Scenes.beans),
        WorldPicture(
            "cherries", id: "Dahan kopi dengan buah merah dan jingga, bukit berkabut di kejauhan.",
            en: "A coffee branch with red and orange cherries, misty hills in the distance.", Scenes.cherries),
        WorldPicture(
            "mountain", id: "Gunung berapi ungu mengepulkan asap putih di atas kebun teh berbaris saat senja.",
            en: "A violet volcano breathes white smoke above rows of a garden at dusk.", Scenes.mountain),
        WorldPicture(
            "cake", id: "Kue cokelat tiga lapis di atas dudukan putih, satu lilin menyala di puncaknya.",
            en: "A chocolate cake of three layers on a white stand, one candle burning on top.", Scenes.cake),
        WorldPicture(
            "pcoffee",
            id: "Poster: huruf besar K O P I di empat bidang merah dan kuning; huruf O adalah cangkir dari atas.",
            en: "A poster: big letters K O P I on four fields of red and yellow; the O is a cup seen from above.",
            Scenes.posterCoffee),
        WorldPicture(
            "prain", id: "Poster: huruf H U J A N jatuh miring bersama hujan, dengan payung jingga di antaranya.",
            en: "A poster: the letters of HUJAN, rain, fall with the drops around an orange umbrella.",
            Scenes.posterRain),
        WorldPicture(
            "preading",
            id:
                "Poster malam puisi: lampu merah menyinari buku terbuka, lembar-lembar kertas beterbangan, tulisan PUISI.",
            en: "A poster for poetry night: a red lamp lights an open book, pages fly up, below it the word PUISI.",
            Scenes.posterReading),
    ]
}
