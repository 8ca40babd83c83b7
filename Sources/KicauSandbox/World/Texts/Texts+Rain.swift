extension WorldTexts {
    static let rain = """
        @ all id street
        Hujan pertama musim ini turun pukul 15.20 dan seluruh Jalan Melati mendadak mampir. Kalau basah, ambil handuk di dekat pintu; kalau lapar, ambil kursi.

        @ short id
        Ramalan cuaca hari ini: 80 persen hujan, 100 persen alasan untuk menambah satu cangkir.

        @ short en
        It rains the way grandmothers tell stories: slowly, with great detail, and nobody is allowed to leave before the end.

        @ pic id prain
        Poster baru di dinding selatan, gambar tangan Citra. Judulnya "Hujan", ukurannya satu payung. Cetakan risograf, 50 lembar, dua tinta dan banyak sabar.

        @ short en
        Lost: one black umbrella. Found: four black umbrellas. We propose that everybody simply takes the one that likes them best.

        @ all en street
        If you get caught in the rain between the market and us, the rule is simple: come in dripping, leave dry. The towels are on the left, the ginger tea is on the stove.

        @ short id
        Payung yang tertinggal minggu ini: tujuh. Pemilik yang kembali: dua. Sisanya resmi menjadi taman payung.

        @ open id
        Bunyi hujan di atap seng kedai kami rekam hari ini, empat puluh menit tanpa potong. Siapa yang mau, bilang saja; kami kirim berkasnya lewat tautan.

        @ threads en street
        Things customers said while waiting for the rain to stop: "I could live here." "Is that your cat?" "One more chapter." "Who needs dinner?" "It stopped? Already?"

        @ short id
        Banjir kecil di halaman belakang sudah surut. Korban: satu sandal jepit kiri. Yang kanan menunggu dengan setia di depan pintu.

        @ ayu id
        Atap bocor dekat rak puisi. Tidak ada buku yang basah, tetapi satu ember sekarang penuh dengan metafora.

        @ short en
        Rain delay: tonight's reading starts at 19.30 instead of 19.00, because our poet is under a bus shelter writing a new one.

        @ all id cat
        Hujan sejak subuh. Yang hadir tepat waktu hanya kucing. Kami anggap rapat pagi sudah memenuhi kuorum.

        @ short id
        Hujan reda, pelangi lewat, dan seseorang di meja enam menutup bukunya pelan-pelan seperti menutup pintu kamar anak yang sudah tidur.

        @ short en
        Umbrella stand update: we now also lend umbrellas. Same terms as the books. No deposit, no date, only hope.

        @ work en
        We closed for two days to fix the drains behind the shop. It cost us about two weeks of profit and it was the right decision: last night 60 mm fell in an hour and the only wet thing in the house was the mop.

        Maintenance is not glamorous. Neither is standing in water at midnight holding a box of first editions. We recommend the former.

        @ dimas en
        A rainy-day shelf is not a genre, but it should be. Ours has thirty-one books. The test: would you mind if the power went out while you read it? If not, it goes on the shelf.

        @ short id
        Tip dari dapur: kalau hujan lebih dari satu jam, adonan roti mengembang lebih lambat, tetapi percakapan mengembang lebih cepat.

        @ open en
        A regular brought us a hand-drawn rain gauge made from a jam jar. It is now the most accurate scientific instrument in the building. Today's reading: "lumayan".

        @ pic en street
        The street at five, when the lamps come on and everybody walks a little faster. Drawn by Citra from table two, in one sitting and two cups.

        @ short en
        Today we learned that "just five minutes until the rain stops" is a unit of time equal to one pot of tea and sixty pages.

        @ short id
        Kalau hujan turun deras dan kamu tidak tahu harus ke mana: kami buka. Kalau kamu tahu harus ke mana: mampir dulu.

        @ ayu en
        Note to self: never again promise an outdoor market in November. Note to everybody else: the indoor market tomorrow will be wonderful and very, very close together.
        """

    static let threads = """
        @ thread id
        Cerita singkat tentang mesin tik di sudut kedai. Ditemukan di pasar loak, harganya seharga dua mangkuk bakso, hurufnya lengkap kecuali R. 🧵
        ~~
        Sejak itu setiap tamu boleh mengetik satu kalimat di kertas yang sama. Kertasnya sekarang sebelas meter. Karena tidak ada huruf R, semua orang menulis tentang "hujan", "kopi", dan "kamu", bukan tentang "rindu".
        ~~
        Minggu lalu seorang bapak datang membawa huruf R dari mesin tik peninggalan ayahnya. Sekarang mesin itu lengkap, dan kalimat pertamanya: "rumah". Kami semua pura-pura kelilipan.

        @ thread en
        How we choose beans, in three short parts, because you keep asking and Bima keeps answering with his mouth full. 1/3
        ~~
        First we cup blind: five farms, five numbers, no names. The one that makes the table go quiet wins. Not the loudest, not the rarest. The quiet one. 2/3
        ~~
        Then we drive up and meet the people. If they laugh at our shoes, we know it is going to be a good year. They always laugh at our shoes. 3/3

        @ thread id
        Panduan meminjam buku di Aksara, untuk yang baru pertama kali datang. Tidak ada kartu, tidak ada denda, hanya tiga langkah.
        ~~
        Satu: pilih. Dua: tulis judul dan nama panggilanmu di buku tulis hijau. Nama samaran boleh; sejauh ini kami punya empat Gatotkaca dan satu Ibu Lurah.
        ~~
        Tiga: kembalikan kalau sudah selesai, atau kalau sudah yakin tidak akan pernah selesai. Dua-duanya bentuk kejujuran yang kami hormati.

        @ thread en
        A small history of our ceiling. When we moved in it was painted hospital green. We wanted white. The landlord wanted "something memorable".
        ~~
        So Citra painted the alphabet on it, one letter a week, lying on a scaffold like a Renaissance master with worse coffee. It took half a year.
        ~~
        Children now learn their letters here by looking up. One of them told us Q looks like a cat sitting with its back to you. She is right. You will never unsee it.

        @ thread id
        Semalam listrik padam pukul delapan, tepat di tengah pembacaan puisi. Begini jadinya.
        ~~
        Empat puluh orang menyalakan lampu ponsel dan mengarahkannya ke satu halaman. Penyairnya bilang belum pernah merasa seterang itu.
        ~~
        Ketika lampu kembali, tidak ada yang mau menyalakannya. Jadi mulai bulan ini Jumat terakhir selalu gelap. Bawa telinga.

        @ thread en
        We counted last month, because counting is what you do on slow Mondays. Cups served: 4,812. Books lent: 367. Times somebody asked for the wifi password while standing under the wifi password: 93.
        ~~
        Umbrellas left behind: 22. Marriage proposals witnessed: 1. She said "after this chapter". It was a long chapter. She said yes.
        """
}
