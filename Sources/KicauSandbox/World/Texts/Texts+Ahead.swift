/// What is still to come in the demo world: the next minutes, the week ahead, drafts, and what goes wrong.
extension WorldTexts {
    /// Fall due in the first minutes, so that one can watch them go out.
    public static let soon = read(
        """
        @ thread id
        Resep wedang jahe Aksara, akhirnya kami tulis. Syaratnya satu: bagikan lagi. 1/3
        ~~
        Bakar dua ruas jahe sampai wangi, memarkan, rebus dengan serai dan gula aren. Jangan buru-buru; jahe tahu kalau kamu buru-buru. 2/3
        ~~
        Saring, tuang, duduk dekat jendela. Diminum paling enak ketika di luar turun hujan dan tidak ada yang harus kamu kerjakan. 3/3

        @ threads id cake
        Baru keluar dari dapur: kue cokelat tiga lapis, dua belas potong. Kami hitung lagi: sebelas potong. Bima, kami melihatmu.

        @ open en
        A small test of patience: we wrote this post on a train with one bar of signal. If you can read it, it arrived exactly once.

        @ all en table
        Afternoon roll call: two cups, one book, half a biscuit. If the other half is with you, please bring it back to table four.
        """)

    /// The week ahead.
    public static let week = read(
        """
        @ all id preading
        Sabtu ini mikrofon terbuka lagi. Tema: surat yang tidak pernah dikirim. Bawa satu, atau tulis di tempat; kertas dan pulpen dari kami.

        @ short id
        Besok pagi ada nasi uduk di jendela dapur, empat puluh bungkus, mulai pukul setengah tujuh. Setelah itu ada penyesalan.

        @ all en cherries
        Harvest report from the hill: the red ones are in, the green ones are sulking. First roast on Thursday, first cups on Friday.

        @ work en
        We wrote down how our lending shelf works, with all its numbers and mistakes, so that other cafés can copy it. It is free to use and we answer letters: https://aksara.example.org/lending-shelf

        @ short en
        Reminder for tomorrow: the map-drawing workshop starts at four. Bring a street you miss. We bring the pens.

        @ pic id shop
        Malam Minggu di Jalan Melati 7: lampu kuning, kursi penuh, dan seseorang di sudut yang baru sampai bab terakhir.

        @ open id
        Rabu besok kami coba siaran suara dari dapur: satu jam bunyi roti mengembang. Tidak ada iklan, hanya sesekali Bima bersenandung.

        @ short id
        Kamis: stok biji Kerinci terakhir tahun ini. Setelah itu kita semua harus belajar melepaskan.

        @ all en street
        If the forecast is right, Friday belongs to the rain. Soup from noon, towels by the door, and every window seat is first come, first served.

        @ threads en shelf
        New arrivals on the shelf: eleven novels, four cookbooks, and one dictionary of clouds. Guess which one is already out.

        @ short en
        Sunday morning, ten o'clock, children's hour: a story with a dragon, a story without a dragon, and a vote.

        @ ayu id
        Senin depan saya mengajar kelas kecil: menulis papan menu tanpa salah ketik. Kurikulumnya satu kalimat: minum kopi dulu.
        """)

    /// Not sent to anybody yet. The first waits for an editor.
    public static let drafts = read(
        """
        @ all id shelf
        [Untuk Citra: tolong cek ejaan nama pengarangnya] Resensi panjang "Peta Hujan": kota yang hanya ada ketika basah, dan seorang perempuan yang menggambarnya dengan jari di kaca jendela.

        @ all en cake
        Christmas week at Aksara: hours, cakes to order, and what happens to the piano. (Ask Bima about the oven before this goes out!)

        @ short id
        Ide: seri foto "tangan yang memegang cangkir". Satu hari, satu tangan, satu cerita. Mulai dari Pak Surya?

        @ thread en
        Everything we know about keeping a café cat, a thread. First: you do not keep the cat.
        ~~
        Second: the health inspector will like the cat more than he likes you. (Dimas, is this too much?)
        """)

    /// What will not go smoothly, one of each kind.
    public enum Trouble: String, Sendable, CaseIterable {
        /// The network has it already and says so.
        case refused
        /// One of three networks says no.
        case partly
        /// The permission ends in the middle of a thread.
        case halfThread
        /// Waits for its account to be connected again.
        case signedOut
        /// The answer was lost, and the list of posts does not show it yet.
        case doubt
        /// The app's credit at the network is used up.
        case money
        /// Nothing ran when it came due.
        case missed
    }

    public static func trouble(_ kind: Trouble) -> WorldText { troubles[kind.rawValue] ?? soon[0] }

    private static let troubles: [String: WorldText] = Dictionary(
        uniqueKeysWithValues: zip(Trouble.allCases.map(\.rawValue), troubleTexts))

    private static let troubleTexts = read(
        """
        @ short id
        Pisang goreng gelombang kedua sudah keluar. Gelombang pertama tinggal kenangan.

        @ open en
        We are hiring a weekend barista who likes books and is not afraid of a machine called Sri. Come by with a page about yourself.

        @ dimas id
        Catatan dari rak: urutan membaca trilogi Damar Jatiwangi, supaya tidak ada yang mulai dari jilid dua seperti saya.
        ~~
        Mulai dari yang paling tipis. Di situ warungnya masih punya atap, dan kita belum tahu siapa yang menulis surat-suratnya.
        ~~
        Yang paling tebal terakhir, saat libur panjang, dengan persediaan teh. Jangan baca halaman penutupnya di angkutan umum.

        @ dimas id
        Jumat ini resensinya tentang buku yang tidak saya sukai, dan kenapa saya tetap menyarankannya kepada kalian.

        @ ayu en
        Somebody just paid for the next ten coffees and left without a name. Whoever you are: the ninth one went to a bride in tears, and she is laughing now.

        @ short id
        Peta kecil menuju kedai, untuk yang selalu tersesat: cari pohon tanjung, belok ke arah bau roti, berhenti di depan kucing.

        @ short id
        Subuh tadi kami mulai memanggang lebih awal: roti sobek pandan sudah di etalase sejak pukul enam. Yang bangun kesiangan, mohon bersabar sampai besok.
        """)

    /// Fresh ones for later days, so that there is always something ahead.
    public static let spare = read(
        """
        @ short id
        Menu hari ini ditulis dengan kapur biru karena yang putih habis dipakai anak-anak menggambar naga di trotoar.

        @ short en
        Slow morning, warm window, second cup. That is the whole announcement.

        @ open id
        Kami baru saja menukar satu kardus majalah tua dengan satu kardus cerita. Datang dan dengarkan keduanya.

        @ all en morning
        The sun found table three at seven sharp. It stays there for twenty minutes and takes no reservations.

        @ short id
        Ada pesanan aneh hari ini: "kopi yang rasanya seperti baru selesai ujian." Kami buatkan. Katanya tepat.

        @ open en
        Today a man returned a book his mother borrowed from us in our first week. We gave him a coffee and her old library slip.

        @ short en
        The kitchen radio only gets one station, and it only plays songs about rain. We have stopped asking questions.

        @ threads id cat
        Rapat evaluasi bersama manajer shift siang. Hasilnya: porsi ikan kurang, jumlah jendela cukup.

        @ short id
        Kalau lewat, tolong ketuk kaca dua kali. Itu sandi untuk roti yang baru matang.

        @ short en
        We keep one chair free for whoever arrives last. It is always the best story.
        """)
}
