/// What comes back every week: hours on Monday, beans on Wednesday, a book on Friday.
extension WorldTexts {
    private static let hours: [(String, String)] = [
        ("buka seperti biasa, kecuali Rabu pagi: kami mengantar Sri ke tukang servis", "Sri itu mesin kopinya"),
        ("buka penuh, dan dapur menambah bubur kacang hijau sampai pukul sepuluh", "Datang pagi, bawa mangkuk hati"),
        ("Kamis tutup lebih awal, pukul empat, karena ada yang menikah", "Bukan Bima. Belum"),
        ("buka setiap hari dan tidak ada pengumuman aneh, untuk pertama kalinya tahun ini", "Kami juga curiga"),
        ("Sabtu sampai tengah malam, ada pasar kecil di halaman", "Bawa uang receh dan tas kain"),
        (
            "Selasa pagi mulai pukul delapan, semalam listrik padam dan adonan ikut tidur",
            "Rotinya jadi lebih empuk, katanya"
        ),
        ("buka biasa; lantai dua kembali dibuka setelah dicat hijau", "Hijaunya hijau sekali"),
        ("Minggu buka pukul sembilan, sesudah kerja bakti satu gang", "Yang ikut menyapu dapat kopi"),
        ("buka seperti biasa dan kursi rotan sudah kembali dari tukang anyam", "Silakan berebut dengan sopan"),
        ("Jumat istirahat siang lebih panjang, pukul 11.30 sampai 13.00", "Kucing tetap berjaga"),
        ("buka penuh, hujan atau tidak", "Payung pinjaman ada di dekat pintu"),
        ("Rabu malam dipakai klub baca, meja panjang sudah dipesan", "Meja bundar masih bebas"),
        ("buka biasa, dan mulai minggu ini ada teh serai dari kebun belakang", "Panennya masih sebesar satu poci"),
    ]

    private static let beans: [(String, String, String)] = [
        ("Gayo", "wet-hulled", "cedar, dark honey, and the smell of a library"),
        ("Kintamani", "washed", "orange peel, cane sugar, a clean exit"),
        ("Toraja", "washed", "clove, cocoa, something of a thunderstorm"),
        ("Flores Bajawa", "honey", "palm sugar and ripe mango"),
        ("Temanggung", "natural", "jackfruit, tobacco leaf, no regrets"),
        ("Kerinci", "washed", "green apple, jasmine, a cold morning"),
        ("Mandailing", "wet-hulled", "earth after rain, in the best sense"),
        ("Ciwidey", "honey", "peach, brown butter, a long afternoon"),
        ("Wamena", "washed", "hazelnut and the quiet of high places"),
        ("Ijen", "natural", "strawberry jam on a clay plate"),
        ("Sidikalang", "washed", "bitter chocolate, straight to the point"),
        ("Malino", "honey", "lemongrass, caramel, a friendly argument"),
        ("Enrekang", "natural", "dried plum and old letters"),
    ]

    private static let books: [(String, String, String)] = [
        (
            "Peta Hujan", "Larasati Wening",
            "Seorang kartografer memetakan kota yang hanya ada ketika basah. Habis dalam dua malam, tinggalnya dua minggu"
        ),
        (
            "Warung di Ujung Kabut", "Damar Jatiwangi",
            "Novel tentang warung yang pindah sendiri setiap purnama. Lucu sampai halaman 90, lalu tiba-tiba tidak"
        ),
        (
            "Tujuh Cara Menunggu Kereta", "Sekar Ayuningrum",
            "Kumpulan cerita pendek yang semuanya terlambat dengan indah"
        ),
        (
            "Kamus Kecil Bunyi Dapur", "Ratri Kusumadewi",
            "Bukan buku resep. Tetapi setelah membacanya saya mendengar bawang goreng seperti mendengar musik"
        ),
        (
            "Surat dari Kapal Garam", "Bagas Wirayuda",
            "Ditulis sebagai surat yang tidak pernah sampai. Sampai kepada kita, untungnya"
        ),
        (
            "Anak yang Menyimpan Senja", "Niken Larasputri",
            "Buku anak yang diam-diam untuk orang dewasa. Halaman 31, siapkan sapu tangan"
        ),
        (
            "Rumah Tanpa Jam", "Galih Pranawa",
            "Empat generasi, satu atap, tidak ada yang tahu pukul berapa. Terasa akrab"
        ),
        (
            "Catatan Penjaga Menara", "Wulan Sasmita",
            "Hampir tidak terjadi apa-apa, dan saya tidak bisa berhenti membacanya"
        ),
        (
            "Lima Musim di Lereng", "Teguh Arimbawa",
            "Petani kopi menulis buku harian selama setahun. Musim kelimanya: menunggu"
        ),
        (
            "Hantu yang Takut Listrik", "Prasetya Ningtyas",
            "Hantunya lucu, listriknya tidak. Cocok dibaca saat lampu padam"
        ),
        (
            "Pelajaran Berenang untuk Batu", "Intan Kirana",
            "Puisi tentang belajar hal yang mustahil, pelan-pelan, sambil tenggelam sedikit"
        ),
        (
            "Kota di Bawah Meja", "Rangga Bhaskara",
            "Ditulis dari sudut pandang kucing. Manajer kami sudah memberi restu"
        ),
        (
            "Sebelum Kopi Dingin Sekali Lagi", "Mayang Sariputri",
            "Percakapan sepanjang satu cangkir antara dua orang yang belum saling memaafkan"
        ),
    ]

    static var weeklyHours: [WorldText] {
        hours.enumerated().map { number, week in
            WorldText(
                place: .short, language: "id", pictures: [],
                parts: ["Jam buka minggu ini: \(week.0). \(week.1). #JalanMelati7"], comment: nil)
        }
    }

    static var weeklyBeans: [WorldText] {
        beans.enumerated().map { number, bean in
            let pictures = [["beans"], [], ["cherries"], ["table"]][number % 4]
            let text =
                "Bean of the week: \(bean.0), \(bean.1). In the cup: \(bean.2). On the counter until Sunday or until Bima drinks it. ☕️ #BijiMingguIni"
            return WorldText(
                place: pictures.isEmpty ? .short : .all, language: "en", pictures: pictures, parts: [text], comment: nil
            )
        }
    }

    static var fridayBooks: [WorldText] {
        books.enumerated().map { number, book in
            let link = number.isMultiple(of: 4) ? " https://aksara.example.org/resensi/\(number + 1)" : ""
            return WorldText(
                place: number.isMultiple(of: 3) ? .all : .short, language: "id",
                pictures: number.isMultiple(of: 3) ? [number.isMultiple(of: 2) ? "shelf" : "preading"] : [],
                parts: ["Resensi Jumat: \"\(book.0)\" karya \(book.1). \(book.2). 📚 #ResensiJumat\(link)"], comment: nil
            )
        }
    }
}
