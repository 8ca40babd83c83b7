import Foundation

/// A file, or what is piped in.
final class FileBytes: ByteStream {
    private let file: Int32
    private let isOurs: Bool
    private(set) var position = 0
    /// Nil: not a file with a size, such as a pipe.
    let size: Int?

    /// - Parameter roots: as in `CorpusOptions`.
    init(path: String, inside roots: [String]? = nil) throws(CorpusFlaw) {
        file = try OpenedFile.descriptor(of: path, inside: roots)
        isOurs = true
        size = FileBytes.size(of: file)
        // It is read once, from front to back; where the advice is not taken it is only slower.
        _ = posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    /// Standard input, for one.
    init(descriptor: Int32) {
        file = descriptor
        isOurs = false
        size = FileBytes.size(of: descriptor)
    }

    deinit { if isOurs { close(file) } }

    func read(into room: UnsafeMutableRawBufferPointer) throws(CorpusFlaw) -> Int {
        let got = try FileBytes.again { Foundation.read(file, room.baseAddress, room.count) }
        position += got
        return got
    }

    /// Without reading what comes before, where that can be.
    func seek(to byte: Int) throws(CorpusFlaw) {
        guard byte != position else { return }
        guard let size else { return try skip(to: byte) }
        guard byte >= 0, byte <= size, lseek(file, off_t(byte), SEEK_SET) == byte else { throw .cutShort }
        position = byte
    }

    private static func size(of file: Int32) -> Int? {
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    fileprivate static func again(_ call: () -> Int) throws(CorpusFlaw) -> Int {
        while true {
            let got = call()
            if got >= 0 { return got }
            guard errno == EINTR else { throw .unreadable(OpenedFile.words()) }
        }
    }
}

/// Bytes that can be read anywhere.
extension FileBytes: PlacedBytes {
    var count: Int { size ?? 0 }

    func read(at byte: Int, into room: UnsafeMutableRawBufferPointer) throws(CorpusFlaw) {
        var filled = 0
        while filled < room.count {
            let got = try FileBytes.again {
                pread(file, room.baseAddress.map { $0 + filled }, room.count - filled, off_t(byte + filled))
            }
            guard got > 0 else { throw .cutShort }
            filled += got
        }
        position = byte + filled
    }
}
