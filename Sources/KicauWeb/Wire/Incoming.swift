import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import KicauPublish
import NIOCore

/// How much each kind of body may hold.
enum BodyLimit {
    /// Forms without files and JSON.
    static let form = 512 << 10
    /// The composer's form with its pictures.
    static let formWithFiles = MediaRoom.uploadLimit + (1 << 20)

    static func tooLarge(_ limit: Int) -> Problem {
        Problem(
            .uploadTooLarge, "That is more than \(limit >> 10) KB, the most this page takes.",
            do: "Send less at once, or a smaller picture.")
    }
}

/// Counts an upload as it comes: what does not begin as a video ends where a picture has to.
struct UploadGauge {
    private var count = 0
    private var first: [UInt8] = []
    private static let telling = 64

    mutating func take(_ bytes: [UInt8]) throws(Problem) {
        if first.count < UploadGauge.telling { first += bytes.prefix(UploadGauge.telling - first.count) }
        count += bytes.count
        let limit = MediaRoom.uploadLimit(after: first)
        guard count <= limit else { throw BodyLimit.tooLarge(limit) }
    }
}

extension Request {
    var contentKind: String { (headers[.contentType] ?? "").lowercased() }

    /// Refuses by the announced length before a byte is read.
    func announcesAtMost(_ limit: Int) throws(Problem) {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit { throw BodyLimit.tooLarge(limit) }
    }

    func urlEncodedForm() async throws -> Form {
        Form(urlEncoded: String(decoding: try await bytes(atMost: BodyLimit.form), as: UTF8.self))
    }

    func bytes(atMost limit: Int) async throws -> [UInt8] {
        try announcesAtMost(limit)
        var bytes: [UInt8] = []
        for try await chunk in body {
            guard bytes.count + chunk.readableBytes <= limit else { throw BodyLimit.tooLarge(limit) }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return bytes
    }

    /// Streams the body into a new file. The caller removes it.
    func keep(in file: IncomingFile) async throws {
        try announcesAtMost(MediaRoom.uploadLimit)
        var gauge = UploadGauge()
        for try await chunk in body {
            let bytes = Array(chunk.readableBytesView)
            try gauge.take(bytes)
            try file.append(bytes)
        }
        try file.close()
    }

    /// Streams a multipart form: fields to memory, files to the folder.
    func multipartForm(_ parser: Multipart, into files: IncomingFiles) async throws -> Form {
        try announcesAtMost(BodyLimit.formWithFiles)
        var parser = parser
        var gathering = Gathering(files: files)
        var count = 0
        for try await chunk in body {
            count += chunk.readableBytes
            guard count <= BodyLimit.formWithFiles else { throw BodyLimit.tooLarge(BodyLimit.formWithFiles) }
            for event in try parser.take(chunk.readableBytesView) { try gathering.take(event) }
        }
        try parser.finish()
        return Form(fields: gathering.fields, files: gathering.kept)
    }
}

/// Builds a form out of the events of its parts.
private struct Gathering {
    let files: IncomingFiles
    var fields: [Form.Field] = []
    var kept: [Form.File] = []
    private var name = ""
    private var text: [UInt8] = []
    private var textTotal = 0
    private var file: IncomingFile?
    private var called = ""
    private var fileBytes = 0

    init(files: IncomingFiles) { self.files = files }

    mutating func take(_ event: Multipart.Event) throws {
        switch event {
        case .began(let name, let filename):
            self.name = name
            text = []
            fileBytes = 0
            called = String((filename ?? "").prefix(255))
            file = filename == nil ? nil : try files.open()
        case .bytes(let bytes):
            if let file {
                fileBytes += bytes.count
                try file.append(bytes)
            } else {
                textTotal += bytes.count
                guard textTotal <= BodyLimit.form else { throw BodyLimit.tooLarge(BodyLimit.form) }
                text += bytes
            }
        case .ended:
            guard let file else {
                fields.append(Form.Field(name: name, value: String(decoding: text, as: UTF8.self)))
                return
            }
            try file.close()
            // A file field left empty comes as a file of no bytes.
            if fileBytes > 0 { kept.append(Form.File(name: name, path: file.path, called: called)) }
            self.file = nil
        }
    }
}
