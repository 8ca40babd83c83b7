/// The passwords that are tried first. Those under ten characters are refused by their length already.
enum CommonPasswords {
    /// Upper and lower case count as the same. Fewer than four different characters are as easily guessed as a word.
    static func contains(_ password: String) -> Bool {
        let word = password.lowercased()
        return Set(word).count < 4 || listed.contains(word) || isRunOfKeys(word)
    }

    /// "1234567890", "abcdefghij", "qwertyuiop" and their likes, forwards or backwards, of any length.
    private static func isRunOfKeys(_ word: String) -> Bool {
        let backwards = String(word.reversed())
        return rows.contains { $0.contains(word) || $0.contains(backwards) }
    }

    private static let rows = [
        "01234567890123456789012345678901234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]\\", "asdfghjkl;'",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "!@#$%^&*()_+",
        "qwertyuiopasdfghjklzxcvbnm", "qazwsxedcrfvtgbyhnujmikolp", "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn", "0987654321", "1234567890-=", "123456789123456789123456789",
        "12345678901234567890",
    ]

    private static let listed: Set<String> = [
        "1234512345", "12345678910", "1231231234", "123123123123", "1122334455", "11223344556", "9876543210a",
        "123456789a",
        "123456789q", "a123456789", "q123456789", "123456789abc", "1234567890a", "abc1234567", "abcd123456",
        "abcde12345",
        "abc123abc123", "123456abcdef", "1q2w3e4r5t!", "qwerty1234", "qwerty12345", "qwerty123456", "qwerty1234567",
        "qwertyuiop1", "qwertyuiop123", "qwertyqwerty", "qwer1234567", "asdf123456", "asdfasdfasdf", "asdfghjkl1",
        "asdfghjkl123", "zxcvbnm123", "zxcvbnm1234", "1qaz2wsx3edc!", "1qazxsw23edc", "zaq12wsxcde3", "password01",
        "password10", "password11", "password12", "password123", "password1234", "password12345", "password123456",
        "password123!", "password1!", "passw0rd123", "passw0rd1234", "p@ssw0rd123", "p@ssword123", "p@ssw0rd1234",
        "p@55w0rd123", "pa$$w0rd123", "passwordpassword", "mypassword", "mypassword1", "yourpassword", "password2023",
        "password2024", "password2025", "password2026", "passport123", "welcome123", "welcome1234", "welcome2024",
        "welcome2025", "welcome2026", "letmein123", "letmeinnow", "iloveyou12", "iloveyou123", "iloveyou1234",
        "iloveyou143", "iloveyousomuch", "ilovemyself", "administrator", "administrator1", "admin12345", "admin123456",
        "admin@1234", "adminadmin", "rootroot123", "root123456", "superman123", "batman1234", "spiderman1",
        "spiderman123",
        "pokemon123", "basketball", "basketball1", "football123", "baseball123", "liverpool1", "liverpool123",
        "manchester", "manchester1", "barcelona1", "barcelona123", "realmadrid", "chelsea123", "princess123",
        "butterfly1", "sunshine123", "michael123", "jennifer123", "alexander1", "christopher", "samantha123",
        "changeme123", "changemenow", "trustno1234", "minecraft123", "computer123", "internet123", "whatever123",
        "secret1234", "sayangkamu", "sayangku123", "akusayangkamu", "cintaku123", "bismillah1", "bismillah123",
        "alhamdulillah", "indonesia1", "indonesia123", "indonesia45", "jakarta123", "bandung123", "rahasia123",
        "katasandi123", "kicaukicau", "kicau12345", "correcthorsebatterystaple",
    ]
}
