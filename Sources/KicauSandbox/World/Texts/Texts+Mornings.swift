extension WorldTexts {
    /// Each begins with `@`, where it goes, its language, its pictures; `~~` begins the next part of a thread, `>>` a first comment.
    static let mornings = """
        @ all id morning
        Selamat pagi dari Jalan Melati 7. Kopi sudah panas, bangku dekat jendela masih kosong, dan hujan katanya baru datang jam dua. Kami percaya setengahnya. ☕️

        @ short id
        Cara membaca buku tebal: satu bab, satu cangkir, satu kali menatap jendela. Ulangi sampai tamat atau sampai kami tutup.

        @ short en
        Opening a café next to a bookshelf was a mistake. Nobody leaves. We have now run out of chairs twice this week and we could not be happier.

        @ all en mountain
        The mountain came out of the clouds for exactly eleven minutes this morning. Bima burned a tray of bolu because of it. Worth every crumb.

        @ short id
        Ditanya pelanggan: "Mbak, kopi yang tidak bikin deg-degan ada?" Ada. Yang bikin deg-degan itu tagihan listrik, bukan kopi kami.

        @ short en
        Today's soundtrack: rain on a tin roof, one grinder, two people pretending to work, and a cat who does not pretend at all.

        @ pic id cat
        Manajer shift siang kami. Tugasnya: menjaga tumpukan buku supaya tidak terbang. Sejauh ini belum ada satu pun yang terbang. #KucingAksara

        @ short id
        Pagi ini ada yang menukar tiga novel lama dengan satu es kopi dan sepiring pisang goreng. Kami rasa kami yang untung.

        @ work en shelf
        Three things we learned from running a lending shelf in a café for five years:

        1. People return books more faithfully than umbrellas.
        2. A book with coffee stains gets borrowed twice as often.
        3. The quiet corner is never quiet, and that is why people love it.

        Our shelf now holds 1,240 titles, all of them lent without a deposit. In five years we have lost 31. We keep a list, and we hope they are being read somewhere.

        @ short en
        Small rules of the house: laptops may stay as long as their owners look up once an hour. Looking up at the rain counts double.

        @ all id table
        Meja nomor empat punya dua cangkir, satu buku, dan satu pensil yang sudah dikunyah. Pemiliknya sedang di halaman 212. Jangan diganggu, sebentar lagi ketahuan siapa pelakunya.

        @ open id
        Kami pindah ke jejaring yang tidak menyembunyikan kabar dari orang yang memintanya. Rasanya seperti papan tulis di depan kedai: ditulis, dibaca, dihapus hujan, ditulis lagi.

        @ open en
        Hello, fediverse. We are a coffee and book house in Yogyakarta. We post what is on the stove, what is on the shelf, and how hard it rains. Replies come from a human with flour on her hands.

        @ ayu en
        Five years ago today I signed a lease for a leaking shop because I liked the way the light fell on the floor. The light is still good. The roof is now also good.

        @ ayu id
        Belajar lagi pagi ini: jangan menulis papan menu sebelum minum kopi. Hari ini kita resmi menjual "kpoi tubruk". Banyak yang pesan, jadi biarkan saja.

        @ short id
        Selasa adalah Senin yang sudah minum kopi.

        @ short en
        A customer asked which of our books is the saddest. We pointed at the cash book. Everyone laughed, then everyone ordered a second cup. Problem solved.

        @ all id shop
        Malam ini lampu menyala sampai pukul sebelas. Rak dekat pintu baru kami rapikan, tempat duduk di bawah tenda kering, dan wedang jahe ada di panci besar. Sampai nanti. 🌙

        @ short id
        Kalau kamu melihat seseorang tertidur di kursi rotan, biarkan. Itu tamu kehormatan kami: mahasiswa tingkat akhir.

        @ short en
        We measured it: the distance from the grinder to the poetry shelf is nine steps. The distance back is four, because you are carrying a book and somebody is calling your name.

        @ pic en cherries
        From the hills above Temanggung, where Pak Surya's trees are turning red two weeks early this year. We went up to see. Our shoes may never be clean again.

        @ threads id cherries
        Pagi di kebun Pak Surya: kabut, ayam, dan buah kopi yang merahnya tidak sabar menunggu minggu depan.

        @ open en
        Question for the timeline: when you lend a book, do you write your name in it, or do you trust the universe? We did a count on our shelf: 60 percent trust the universe.

        @ short id
        Pengumuman penting: pisang goreng sudah matang. Sekian pengumuman penting hari ini.

        @ work id
        Mulai bulan depan kami membayar petani langsung setiap dua minggu, bukan setelah panen selesai. Jumlahnya sama, waktunya yang berbeda, dan bagi keluarga di kebun waktu itu segalanya.

        Terima kasih kepada koperasi di Temanggung yang sabar mengajari kami membaca kalender petani. Kami baru tahu bahwa kalender itu punya musim untuk menunggu.

        @ short en
        Somebody left a pressed frangipani in the Indonesian dictionary, at the word "rindu". We are not going to move it.

        @ ayu en
        People ask how to start a café. Start with a broom. Sweep the same floor for a month. If you still like the floor, buy the beans.

        @ dimas id
        Resensi dua kalimat: bukunya tipis, tetapi setelah selesai saya harus jalan kaki memutari alun-alun dua kali. Yang kedua karena lupa jalan pulang.

        @ dimas id
        Pekerjaan saya menjaga rak buku. Sebagian besar isinya memindahkan buku resep dari rak filsafat. Atau mungkin tempatnya memang di situ.
        """
}
