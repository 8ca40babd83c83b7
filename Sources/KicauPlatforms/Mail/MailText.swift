import Foundation
import KicauCore

/// A letter as it goes over the wire: headers of ASCII, a body in quoted-printable, lines of at most 76. Pure.
enum MailText {
    static func message(_ letter: Letter, from: String, id: String, at now: Instant) -> String {
        let headers = [
            "From: Kicau <\(from)>", "To: <\(letter.to)>", "Subject: \(header(letter.subject))",
            "Date: \(date(now))", "Message-ID: <\(id)@\(from.split(separator: "@").last ?? "kicau")>",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            // No vacation notice shall answer a machine.
            "Auto-Submitted: auto-generated",
        ]
        return headers.joined(separator: "\r\n") + "\r\n\r\n" + quotedPrintable(letter.text)
    }

    /// A line that begins with a full stop gets another, and a lone one ends the message.
    static func stuffed(_ message: String) -> String {
        message.components(separatedBy: "\r\n").map { $0.hasPrefix(".") ? "." + $0 : $0 }.joined(separator: "\r\n")
            + "\r\n.\r\n"
    }

    /// RFC 2047: plain ASCII stays, all else becomes encoded words of at most 75 characters.
    static func header(_ text: String) -> String {
        let text = text.replacing(/[\r\n]+/, with: " ")
        guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) || text.utf8.count > 60 else { return text }
        var words: [String] = []
        var piece = ""
        for character in text {
            if piece.utf8.count + String(character).utf8.count > 42 {
                words.append(piece)
                piece = ""
            }
            piece.append(character)
        }
        return (words + [piece]).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    static func quotedPrintable(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { quoted(Array($0.utf8)) }.joined(separator: "\r\n")
    }

    private static func quoted(_ bytes: [UInt8]) -> String {
        var lines: [String] = []
        var line = ""
        for (place, byte) in bytes.enumerated() {
            let isLast = place == bytes.count - 1
            let isPlain =
                (0x21..<0x7F).contains(byte) && byte != UInt8(ascii: "=")
                || (byte == 0x20 || byte == 0x09) && !isLast
            let sign = isPlain ? String(UnicodeScalar(byte)) : "=" + hex(byte)
            // Room for the mark of a soft break.
            if line.utf8.count + sign.utf8.count > 75 {
                lines.append(line + "=")
                line = ""
            }
            line += sign
        }
        return (lines + [line]).joined(separator: "\r\n")
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }

    /// "Tue, 24 Nov 2026 02:00:00 +0000"
    static func date(_ instant: Instant) -> String {
        let seconds = instant.ms / 1000
        let wall = WallFields(secondsAsIfUTC: seconds)
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let second = seconds % 60
        return "\(days[Int(seconds / 86_400 % 7)]), \(wall.day) \(months[wall.month - 1]) \(wall.year) "
            + "\(wall.timeText):\(second < 10 ? "0" : "")\(second) +0000"
    }
}
