import Foundation
import KicauCore
import Synchronization

/// The files of one request while it is being answered; `removeAll` is called when it has been.
final class IncomingFiles: Sendable {
    private let folder: String
    private let secret: @Sendable () -> String
    private let paths = Mutex<[String]>([])

    init(folder: String, secret: @escaping @Sendable () -> String) {
        self.folder = folder
        self.secret = secret
    }

    func open() throws -> IncomingFile {
        let path = "\(folder)/\(secret()).part"
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let writing = FileHandle(forWritingAtPath: path)
        else { throw IncomingFile.notKept(path) }
        paths.withLock { $0.append(path) }
        return IncomingFile(path: path, writing: writing)
    }

    /// What was moved away meanwhile is not there any more, and that is fine.
    func removeAll() {
        for path in paths.withLock({ $0 }) {
            try? FileManager.default.removeItem(atPath: path)  // may be moved away already
        }
    }
}

/// A file being written.
struct IncomingFile {
    let path: String
    let writing: FileHandle

    func append(_ bytes: [UInt8]) throws {
        do { try writing.write(contentsOf: bytes) } catch { throw IncomingFile.notKept("\(error)") }
    }

    func close() throws { try writing.close() }

    static func notKept(_ cause: String) -> Problem {
        Problem(.diskFull, "The upload could not be kept.", do: "Look whether the disk is full.", cause: cause)
    }
}
