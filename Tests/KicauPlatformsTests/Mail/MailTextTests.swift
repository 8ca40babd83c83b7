import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A letter on its way to a mail server")
struct MailTextTests {
    private let now = Instant(ms: 1_780_279_200_000)

    @Test func `has the headers a mail needs, and no line is too long`() {
        let letter = Letter(
            to: "ayu@example.test", subject: "Kedai: 3 postingan terbit — besok ☕",
            text: String(repeating: "kopi tubruk ☕ ", count: 40))

        let message = MailText.message(letter, from: "kicau@example.org", id: "one", at: now)

        #expect(message.contains("From: Kicau <kicau@example.org>\r\n"))
        #expect(message.contains("Date: Mon, 1 Jun 2026 02:00:00 +0000\r\n"))
        #expect(message.contains("Message-ID: <one@example.org>\r\n"))
        #expect(message.utf8.allSatisfy { $0 < 0x80 })
        #expect(message.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    }

    @Test func `cannot be given another header by its subject`() {
        let header = MailText.header("Kedai\r\nBcc: semua@example.test")

        #expect(!header.contains("\n"))
    }

    @Test func `writes what is not ASCII as encoded words that can be read back`() throws {
        let text = "Kedai Aksara ☕: dua puluh postingan terbit dalam 24 jam ke depan"

        let words = MailText.header(text).components(separatedBy: "\r\n ")

        #expect(words.allSatisfy { $0.count <= 75 })
        let bytes = words.compactMap { Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) }.reduce(Data(), +)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test(arguments: [
        ("a=b", "a=3Db"), ("☕", "=E2=98=95"), ("a \nb", "a=20\r\nb"), ("", ""), ("a\r\nb", "a\r\nb"),
        (String(repeating: "x", count: 80), String(repeating: "x", count: 75) + "=\r\nxxxxx"),
    ])
    func `is quoted so that every server lets it through`(text: String, quoted: String) {
        #expect(MailText.quotedPrintable(text) == quoted)
    }

    @Test func `ends with a lone full stop, and no line of its own is one`() {
        #expect(MailText.stuffed("a\r\n.\r\n..b") == "a\r\n..\r\n...b\r\n.\r\n")
    }
}

@Suite("A mail server's address")
struct MailServerTests {
    @Test func `is read with user, password, sender and port`() throws {
        let server = try #require(
            MailServer("smtps://kicau%40example.org:p%2Fw@mail.example.org?from=pagi@example.org"))

        #expect(server.host == "mail.example.org")
        #expect(server.port == 465)
        #expect(server.security == .implicit)
        #expect(server.user == "kicau@example.org")
        #expect(server.password?.reveal() == "p/w")
        #expect(server.from == "pagi@example.org")
    }

    @Test func `has a sender even when none is named`() {
        #expect(MailServer("smtp://ayu%40example.org:x@mail.example.org")?.from == "ayu@example.org")
        #expect(MailServer("smtp://mail.example.org:2525")?.from == "kicau@mail.example.org")
        #expect(MailServer("smtp://mail.example.org")?.port == 587)
    }

    @Test(arguments: [
        "", "mail.example.org", "https://mail.example.org", "smtp://", "smtp://host/path", "smtp://host?from=no-at",
        "smtp://host?from=a@b%3E%0D%0ARCPT", "smtp://host?secure=no",
    ])
    func `is refused when it is none`(text: String) {
        #expect(MailServer(text) == nil)
    }
}

@Suite("What a mail server says")
struct SMTPAnswerTests {
    private func heard(_ text: String) -> (answer: SMTPAnswer?, rest: String) {
        var bytes = Array(text.utf8)
        let answer = SMTPAnswer.take(from: &bytes)
        return (answer, String(decoding: bytes, as: UTF8.self))
    }

    @Test func `is an answer only when its last line is whole`() {
        #expect(heard("250-mail\r\n250-SIZE 5\r\n").answer == nil)
        #expect(heard("250 O").answer == nil)
        let (answer, rest) = heard("250-mail\r\n250 AUTH LOGIN PLAIN\r\n220 x")
        #expect(answer?.code == 250)
        #expect(answer?.lines == ["mail", "AUTH LOGIN PLAIN"])
        #expect(rest == "220 x")
    }

    @Test func `names each offer`() {
        let offers = SMTPAnswer.offers(in: ["mail", "STARTTLS", "auth login plain"])

        #expect(offers.isSuperset(of: ["STARTTLS", "AUTH PLAIN"]))
    }

    @Test func `is no answer of any code when it is nonsense`() {
        #expect(heard("hello\r\n").answer?.code == 0)
    }
}
