import Foundation
import KicauCore
import Testing

@testable import KicauPeople

@Suite("Passwords")
struct PasswordsTests {
    private let good = Redacted("kopi tubruk di teras")

    @Test func `a password opens its own hash and no other does`() throws {
        let hash = try Passwords.hash(good)

        #expect(hash.hasPrefix("$argon2id$v=19$m=65536,t=2,p=1$"))
        #expect(try Passwords.verify(good, against: hash))
        #expect(try !Passwords.verify(Redacted("kopi tubruk di terak"), against: hash))
        #expect(try !Passwords.verify(Redacted(""), against: hash))
    }

    @Test func `the same password never gives the same hash twice`() throws {
        #expect(try Passwords.hash(good) != Passwords.hash(good))
    }

    @Test func `an accent typed in another way is the same password`() throws {
        let hash = try Passwords.hash(Redacted("caf\u{E9} di pagi hari"))

        #expect(try Passwords.verify(Redacted("cafe\u{301} di pagi hari"), against: hash))
    }

    @Test func `a zero byte does not cut a password short`() throws {
        let hash = try Passwords.hash(Redacted("kopi tubruk\u{0}pahit"))

        #expect(try !Passwords.verify(Redacted("kopi tubruk"), against: hash))
        #expect(try !Passwords.verify(Redacted("kopi tubruk\u{0}manis"), against: hash))
    }

    @Test(arguments: [
        "", "pendek", "123456789", "Password123", "PASSWORD1234", "1234567890", "0987654321", "qwertyuiop",
        "aaaaaaaaaaaaaa",
        "abababababab", "1q2w3e4r5t", "Bismillah123", "abcdefghijkl", String(repeating: "kopi", count: 300),
    ])
    func `what is too short, too long or too common is refused`(password: String) {
        let problem = #expect(throws: Problem.self) { try Passwords.hash(Redacted(password)) }
        #expect(problem?.code == .weakPassword)
        #expect(problem?.field == "password")
    }

    @Test func `ten bytes are enough and 1,024 are not too many`() throws {
        #expect(try Passwords.verify(Redacted("tehpoci-42"), against: Passwords.hash(Redacted("tehpoci-42"))))
        let long = Redacted(String(String(repeating: "teh poci ", count: 120).prefix(1024)))
        #expect(try Passwords.verify(long, against: Passwords.hash(long)))
    }

    @Test func `a hash that is none is a no, not a crash`() throws {
        for hash in [
            "", "kopi tubruk di teras", "$argon2id$", "$2b$10$abc", String(repeating: "$argon2id$", count: 50),
        ] {
            #expect(try !Passwords.verify(good, against: hash))
        }
    }

    @Test func `an unknown user costs as much work as a known one`() throws {
        let hash = try Passwords.hash(good)
        let decoy = try Passwords.decoy.get()
        func best(_ hash: String) throws -> Int64 {
            try (0..<3).map { _ in
                let began = workOfThisThread()
                _ = try Passwords.verify(good, against: hash)
                return workOfThisThread() - began
            }.min() ?? 0
        }

        let (known, unknown, unreadable) = (try best(hash), try best(decoy), try best("gone"))

        #expect(try !Passwords.verify(good, against: decoy))
        #expect(unknown > known / 3 && unknown < known * 3)
        #expect(unreadable > known / 3 && unreadable < known * 3)
    }

    /// In microseconds of a processor, whatever else the machine does.
    private func workOfThisThread() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    @Test func `a hash of another cost asks to be made again`() throws {
        #expect(try !Passwords.needsRehash(Passwords.hash(good)))
        let weaker = "$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"
        #expect(try Passwords.needsRehash(weaker))
        #expect(try Passwords.needsRehash("gone"))
    }
}

@Suite("Tokens")
struct TokensTests {
    @Test func `are unguessable and safe in an address`() throws {
        let tokens = try (0..<200).map { _ in try Tokens.make().reveal() }

        #expect(Set(tokens).count == 200)
        for token in tokens {
            #expect(token.count == 43)
            #expect(token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        }
        #expect(tokens.contains { $0.contains("-") } && tokens.contains { $0.contains("_") })
    }

    @Test func `are never shorter than 16 bytes and never printed`() throws {
        #expect(try Tokens.make(bytes: 1).reveal().count == 22)
        #expect(try "\(Tokens.make())" == "•••")
    }
}
