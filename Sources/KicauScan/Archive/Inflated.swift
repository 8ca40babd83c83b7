internal import CIsal
import Foundation

/// Deflated bytes (RFC 1951), alone as in a zip or in gzip's wrapping (RFC 1952).
enum Inflated {
    struct Broken: Error {}

    /// Deflate makes at most 1,032 bytes of one; who claims more lies.
    private static let mostPerByte = 1_032

    static func bytes(of packed: Data, count: Int) throws(Broken) -> Data {
        guard count >= 0, count <= packed.count * mostPerByte + 64 else { throw Broken() }
        let out = try run(packed, wrapping: ISAL_DEFLATE, most: count).out
        guard out.count == count else { throw Broken() }
        return out
    }

    /// All members of a gzip file.
    ///
    /// - Parameter most: bytes at which it is given up, so that a small file cannot fill the memory.
    static func gzip(_ packed: Data, most: Int) throws(Broken) -> Data {
        var out = Data()
        var rest = packed
        repeat {
            let (member, left) = try run(rest, wrapping: ISAL_GZIP, most: most - out.count)
            out += member
            rest = rest.suffix(left)
            // Zeros after the last member are padding.
            if rest.first == 0 { return out }
        } while !rest.isEmpty
        return out
    }

    /// The packed bytes are not copied: of a file of many members they would be for each.
    private static func run(_ packed: Data, wrapping: Int32, most: Int) throws(Broken) -> (out: Data, rest: Int) {
        let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
        defer { state.deallocate() }
        isal_inflate_init(state)
        state.pointee.crc_flag = UInt32(wrapping)
        let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
        defer { room.deallocate() }
        var out = Data()
        let rest: Int? = packed.withUnsafeBytes { input in
            state.pointee.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
            state.pointee.avail_in = UInt32(clamping: input.count)
            while state.pointee.block_state != ISAL_BLOCK_FINISH {
                state.pointee.next_out = room.baseAddress
                state.pointee.avail_out = UInt32(room.count)
                guard isal_inflate(state) == ISAL_DECOMP_OK else { return nil }
                let made = room.count - Int(state.pointee.avail_out)
                // No byte more, and not at its end: it was cut short.
                guard made > 0 || state.pointee.block_state == ISAL_BLOCK_FINISH, out.count + made <= most else {
                    return nil
                }
                out.append(contentsOf: room[..<made])
            }
            return Int(state.pointee.avail_in)
        }
        guard let rest else { throw Broken() }
        return (out, rest)
    }
}
