import Foundation
public import KicauCore
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Hands letters in at a mail server, by SMTP with TLS. One connection a letter: there are few.
public struct SMTPPostman: Postman {
    private let server: MailServer
    private let clock: any TimeSource
    private let makeName: @Sendable () -> String
    private let limit: Duration

    public init(
        _ server: MailServer, clock: any TimeSource, limit: Duration = .seconds(30),
        makeName: @escaping @Sendable () -> String
    ) {
        self.server = server
        self.clock = clock
        self.limit = limit
        self.makeName = makeName
    }

    public func post(_ letter: Letter) async -> Posting {
        guard MailServer.isAddress(letter.to) else {
            return .refused(why: "the address cannot be written in a command")
        }
        let isSaid = Mutex(false)
        do {
            try await within(limit) { try await handIn(letter) { isSaid.withLock { $0 = true } } }
            return .taken
        } catch let no as SMTPRefusal {
            return .refused(why: no.why)
        } catch {
            let why = SMTPPostman.words(of: error)
            return isSaid.withLock { $0 } ? .unknown(why: why) : .refused(why: why)
        }
    }

    private static func words(of error: any Error) -> String {
        switch error {
        case is OutOfTime, is CancellationError: "it took longer than it may"
        case let cut as SMTPCut: cut.why
        case is NIOConnectionError: "no connection could be made"
        case is NIOSSLError: "no safe connection could be made"
        default: "the connection failed: \(type(of: error))"
        }
    }

    private func handIn(_ letter: Letter, said: @escaping @Sendable () -> Void) async throws {
        let context = try tls()
        let host = server.host
        let isImplicit = server.security == .implicit
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(.seconds(10))
            .connect(host: host, port: server.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if isImplicit {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler.guarding(host, context))
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let message = MailText.stuffed(
            MailText.message(letter, from: server.from, id: makeName(), at: clock.now()))
        try await channel.executeThenClose { inbound, outbound in
            var talk = SMTPTalk(lines: inbound.makeAsyncIterator(), out: outbound)
            var offers = try await greet(&talk)
            var isSafe = isImplicit
            if !isSafe, offers.contains("STARTTLS") {
                try await talk.command("STARTTLS", expecting: 220)
                // What came before the lock was on the door does not count.
                talk.forget()
                try await channel.channel.eventLoop.submit {
                    try channel.channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler.guarding(host, context), position: .first)
                }.get()
                isSafe = true
                offers = try await talk.hello()
            }
            try await signIn(&talk, offers, isSafe: isSafe)
            try await talk.command("MAIL FROM:<\(server.from)>", expecting: 250)
            try await talk.command("RCPT TO:<\(letter.to)>", expecting: 250)
            try await talk.command("DATA", expecting: 354)
            said()
            try await talk.command(message, expecting: 250)
            _ = try? await talk.command("QUIT", expecting: 221)  // it is taken, whatever becomes of the goodbye
        }
    }

    private func greet(_ talk: inout SMTPTalk) async throws -> Set<String> {
        try await talk.expect(220)
        return try await talk.hello()
    }

    /// The password goes over a safe connection, or over one that does not leave this machine.
    private func signIn(_ talk: inout SMTPTalk, _ offers: Set<String>, isSafe: Bool) async throws {
        guard let user = server.user, let password = server.password else { return }
        guard isSafe || ["127.0.0.1", "localhost", "::1"].contains(server.host) else {
            throw SMTPRefusal(why: "the server offers no TLS, and the password is not said without")
        }
        guard offers.contains("AUTH PLAIN") else { throw SMTPRefusal(why: "the server does not offer AUTH PLAIN") }
        let secret = Data("\0\(user)\0\(password.reveal())".utf8).base64EncodedString()
        try await talk.command("AUTH PLAIN \(secret)", expecting: 235)
    }

    private func tls() throws -> NIOSSLContext {
        var settings = TLSConfiguration.makeClientConfiguration()
        if let path = server.authorityPath { settings.trustRoots = .file(path) }
        return try NIOSSLContext(configuration: settings)
    }
}

/// The server said no.
struct SMTPRefusal: Error { let why: String }
/// The connection ended where it should not.
struct SMTPCut: Error { let why: String }

/// One conversation: a line to the server, an answer of one or more lines back.
struct SMTPTalk {
    private var lines: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let out: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var heard: [UInt8] = []

    /// Longer answers are nobody's.
    private static let longest = 65_536

    init(
        lines: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator, out: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.lines = lines
        self.out = out
    }

    mutating func forget() { heard = [] }

    /// What the server offers, in capitals: "STARTTLS", "AUTH PLAIN".
    mutating func hello() async throws -> Set<String> {
        let answer = try await command("EHLO kicau", expecting: 250)
        return SMTPAnswer.offers(in: answer)
    }

    @discardableResult
    mutating func command(_ line: String, expecting code: Int) async throws -> [String] {
        try await out.write(ByteBuffer(string: line.hasSuffix("\r\n") ? line : line + "\r\n"))
        return try await expect(code)
    }

    @discardableResult
    mutating func expect(_ code: Int) async throws -> [String] {
        while true {
            if let answer = SMTPAnswer.take(from: &heard) {
                guard answer.code == code else { throw SMTPRefusal(why: "the server said \(answer.words)") }
                return answer.lines
            }
            guard heard.count < SMTPTalk.longest else { throw SMTPCut(why: "the server's answer has no end") }
            guard let more = try await lines.next() else { throw SMTPCut(why: "the server closed the connection") }
            heard.append(contentsOf: more.readableBytesView)
        }
    }
}

/// An answer: lines "250-…", the last one "250 …". Pure.
struct SMTPAnswer {
    let code: Int
    let lines: [String]

    /// For a person, cut.
    var words: String { String("\(code) \(lines.joined(separator: " "))".prefix(300)) }

    /// Takes a whole answer away from the front, when there is one.
    static func take(from heard: inout [UInt8]) -> SMTPAnswer? {
        var lines: [String] = []
        var rest = heard[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[rest.startIndex..<end].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
            rest = rest[rest.index(after: end)...]
            lines.append(String(line.dropFirst(4)))
            guard line.dropFirst(3).first != "-" else { continue }
            heard = Array(rest)
            // What is no answer at all is told from every code there is.
            return SMTPAnswer(code: Int(line.prefix(3)) ?? 0, lines: lines)
        }
        return nil
    }

    /// Each offer, and for AUTH each way of it.
    static func offers(in lines: [String]) -> Set<String> {
        Set(
            lines.dropFirst().flatMap { line -> [String] in
                let words = line.uppercased().split(separator: " ").map(String.init)
                guard let name = words.first else { return [] }
                return [name] + words.dropFirst().map { "\(name) \($0)" }
            })
    }
}
