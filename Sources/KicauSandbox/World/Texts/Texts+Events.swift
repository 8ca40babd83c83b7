extension WorldTexts {
    static let events = """
        @ all id preading
        Malam Puisi kembali Sabtu ini, pukul 19.00. Mikrofon terbuka, kopi setengah harga untuk yang berani naik panggung, dan tepuk tangan penuh untuk semuanya. Daftar: https://aksara.example.org/malam-puisi
        >> Datang lebih awal kalau mau kursi. Lantai juga nyaman, kami sudah coba.

        @ short en
        Open mic on Saturday! Seven poets, one ukulele, zero dress code. Sign up at the counter or here: https://aksara.example.org/open-mic

        @ all en pcoffee
        New opening hours from next week: Monday to Thursday 07.00–21.00, Friday and Saturday until 23.00, Sunday 08.00–20.00. The first cup still tastes best before the street wakes up.

        @ pic id cake
        Aksara berulang tahun! Lima tahun, satu kue, tidak ada diskon, tetapi semua yang datang hari ini boleh meniup lilin. Terima kasih sudah membuat tempat ini berisik dengan cara yang baik. 🎂

        @ short id
        Kelas menyeduh untuk pemula, Minggu pagi pukul sembilan. Delapan kursi, tiga sudah terisi, satu milik ibu mertua Bima. Pesan tempat: https://aksara.example.org/kelas-seduh

        @ work en
        We are looking for a part-time bookkeeper. Yes, somebody who keeps books; no, not that kind; well, a little of that kind too.

        Twelve hours a week, a fair wage, all the coffee you can responsibly drink, and a desk next to the poetry shelf. Write to us with one page about yourself and one about a book you would lend to a stranger: https://aksara.example.org/kerja

        @ all id table
        Klub baca bulan ini memilih "Peta Hujan" karya Larasati Wening. Bertemu Rabu pukul 18.30 di meja panjang. Belum selesai membaca? Datang saja, setengah dari kami juga belum.

        @ short en
        The children's reading hour is back on Sundays at ten. Last week a five-year-old read to us instead. The plot was hard to follow, but the dragon was excellent.

        @ open id
        Kami sedang mengumpulkan buku anak untuk perpustakaan kecil di tepi Kali Code. Buku bekas tidak apa-apa, asal masih ada akhirnya. Kotaknya di samping kasir sampai akhir bulan.

        @ all en shop
        Late night at Aksara this Friday: shelves open until eleven, soup until it runs out, and a projector on the wall showing nothing but rain. Come as you are.

        @ pic en beans
        It arrived: the new harvest from Temanggung, honey process, roasted on Tuesday. Brown sugar, mandarin, and a finish like closing a good book. 200 g bags at the counter while they last.

        @ linked id
        Minggu lalu kami diundang bicara tentang ekonomi kedai kecil di depan tiga puluh calon pengusaha. Pesan kami pendek: hitung gelas, bukan pengikut. Gelas membayar sewa; pengikut menanyakan sandi wifi.

        Salindianya ada di sini, silakan dipakai: https://aksara.example.org/hitung-gelas

        @ short id
        Besok kami tutup satu hari untuk mengecat dinding utara. Warnanya rahasia. Petunjuk: dompet Bima sekarang ada bercak hijaunya.

        @ all id mountain
        Jalan pagi bersama ke kebun kopi, Minggu depan pukul 05.30 dari depan kedai. Bawa jaket, sepatu yang boleh kotor, dan satu cerita untuk di jalan. Tempat terbatas: https://aksara.example.org/jalan-pagi

        @ short en
        Zine fair in our back yard tomorrow, ten till four. Twenty tables, one stapler, everybody shares. Bring coins and curiosity.

        @ threads id pcoffee
        Empat huruf, satu alasan bangun pagi. Poster baru dari Citra, tersedia di kasir selama dinding kami masih cukup.

        @ ayu en
        Tonight forty people came to hear somebody read for nine minutes. Nobody looked at a phone. I stood behind the counter and forgot to make coffee. Best shift in years.

        @ all en preading
        Poetry night, second edition. The lamp is fixed, the microphone is not, so we will all lean in. Saturday at seven, free, first come, first chair.

        @ short id
        Terima kasih untuk 63 orang yang datang semalam, 3 yang membaca, 1 yang menangis, dan 59 yang pura-pura tidak melihat.

        @ work id
        Laporan kecil dari kedai kecil: bulan ini 412 buku dipinjam, 398 kembali, 14 sedang bertualang. Uang tip bulan ini kami pakai membeli dua puluh buku anak untuk taman baca di Kali Code.

        @ short en
        Workshop: how to fold a letter so that it needs no envelope. Wednesday at four, paper provided, someone to write to is not.

        @ open en
        We put our reading list for the month on a plain page, no account, no cookies, works on the oldest phone in the house: https://aksara.example.org/daftar-baca

        @ pic id preading
        Lampu ini kami temukan di gudang tetangga. Umurnya lebih tua dari gedungnya. Sekarang tugasnya satu: menerangi orang yang sedang membaca puisi dengan suara gemetar.

        @ short id
        Lelang payung tak bertuan, Sabtu sore, hasilnya untuk taman baca. Harga pembuka: satu pantun.
        """

    static let corner = """
        @ short en
        "Do you have oat milk?" Yes. "Do you have soy milk?" Yes. "Do you have silence?" Between three and four.

        @ short id
        Hari ini ada tamu menulis ulasan: "Kopinya enak, kucingnya sombong, bintang lima." Kami bacakan keras-keras. Kucingnya tidak menoleh.

        @ open id
        Kutipan dari buku tamu, halaman 88: "Saya datang mencari colokan, pulang membawa teman." Tidak ada nama. Kalau itu kamu, kopimu berikutnya kami yang bayar.

        @ all en shelf
        We re-sorted the whole shelf by the colour of the spine, for one week only. Chaos? Yes. But three people found a book they had been avoiding for years.

        @ short en
        Overheard at table five: "I only read the last page first so that I know whom to trust." Honestly, fair.

        @ short id
        Resep bahagia versi dapur: dua sendok kopi, satu teman yang datang terlambat, dan roti yang keluar dari oven tepat waktu.

        @ ayu id
        Hari ini seorang anak bertanya kenapa buku tidak ada tombolnya. Saya bilang ada, di ujung kanan bawah setiap halaman.

        @ open en
        Our cat has been offered a job by a rival café. We have made a counter-offer of one tuna. Negotiations continue on the windowsill.

        @ short id
        Setelah dihitung ulang: rak kami berisi 1.263 buku, 4 bunga kering, 11 struk belanja, dan 1 surat cinta yang tidak pernah dikirim. Suratnya kami kembalikan ke halaman asalnya.

        @ threads en table
        Two cups, one table, and the chapter where everything changes. If this is your pencil, we have sharpened it for you.

        @ short en
        New on the menu: "Something Warm". You tell us what kind of day it was, Bima decides what goes in the cup. So far nobody has complained and two people have cried.

        @ dimas id
        Ada buku yang dipinjam dua tahun lalu dan baru kembali tadi siang, diantar sendiri oleh anaknya. Katanya ayahnya titip salam, dan bab terakhirnya ternyata bagus sekali.

        @ dimas en
        Bookmarks found this month: a bus ticket, a feather, a photograph of somebody's grandmother laughing, half a biscuit. I miss the days when people folded corners. Actually, no, I do not.

        @ short id
        Pertanyaan hari ini: kalau hidupmu sebuah buku, kamu sedang di bagian mana? Jawaban favorit sejauh ini: "Daftar isi, Mas. Saya baru bangun."

        @ all id morning
        Kami punya jendela baru! Menghadap timur, lengkap dengan matahari. Kursinya dua, jadi datanglah dengan satu orang saja, atau dengan satu buku.

        @ short en
        The coffee machine is called Sri. She does not like Mondays, she does not like being hurried, and she has outlived three baristas. We bow slightly when we pass.

        @ open id
        Tadi siang kami belajar dari pelanggan tunarungu cara mengisyaratkan "kopi", "lagi", dan "terima kasih". Tiga kata itu ternyata sudah cukup untuk satu sore.

        @ short id
        Yang ketinggalan di meja sebelas: satu kacamata baca, gagang merah. Pemiliknya pasti sedang menyipitkan mata membaca ini.

        @ linked en
        A note on pricing, since people ask. Our cup costs 22,000 rupiah. Of that, 6,400 goes to the farm and the co-operative, 5,100 to the people behind the counter, 3,900 to the roof over it, 2,600 to milk, water, gas and light. The rest buys books. We publish the numbers every quarter because trust is cheaper than advertising.

        @ short en
        We tried dark mode in the shop. Very atmospheric. Bima walked into the biscuit shelf. We are back to lamps.
        """
}
