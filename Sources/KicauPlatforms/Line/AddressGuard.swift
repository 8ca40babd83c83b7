import KicauCore
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps calls to hosts that a person named out of private networks.
///
/// The name is resolved here and the connection goes to the very addresses that were checked, so a name that
/// answers differently a second time gains nothing.
struct AddressGuard: Sendable {
    /// Origins that are let through as they are: "http://127.0.0.1:8086".
    let allowedOrigins: Set<String>

    enum Verdict: Equatable {
        /// Connect to one of these instead of resolving again; empty: the host is let through unresolved.
        case go([String])
        case refused(String)
    }

    func verdict(on destination: Destination) async -> Verdict {
        if allowedOrigins.contains(destination.origin) { return .go([]) }
        guard destination.isSecure else { return .refused("the address is not https") }
        return await resolved(destination.host)
    }

    /// Every address has to be public: a name that mixes in a private one is playing tricks.
    private func resolved(_ host: String) async -> Verdict {
        let addresses: [[UInt8]]
        do {
            addresses = try await NIOThreadPool.singleton.runIfActive { AddressGuard.lookUp(host) }
        } catch {
            return .refused("the name could not be looked up")
        }
        guard !addresses.isEmpty else { return .refused("no server answers to the name \(host)") }
        guard addresses.allSatisfy(AddressGuard.isPublic) else { return .refused(LineFailure.privateWords) }
        return .go(addresses.compactMap(AddressGuard.text))
    }

    /// Only what is reachable from everywhere: no loopback, private, link-local, carrier NAT, sample, multicast.
    static func isPublic(_ address: [UInt8]) -> Bool {
        if address.count == 4 { return isPublicV4(address) }
        guard address.count == 16 else { return false }
        let head = address[0..<10].allSatisfy { $0 == 0 }
        if head, address[10] == 0xFF, address[11] == 0xFF { return isPublicV4(Array(address[12...])) }
        if address[0..<12] == [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] {
            return isPublicV4(Array(address[12...]))
        }
        if address[0] == 0x20, address[1] == 0x02 { return isPublicV4(Array(address[2..<6])) }
        if address[0] == 0x20, address[1] == 0x01 {
            // Teredo, benchmarking and ORCHID, documentation.
            return address[2] > 0x01 && !(address[2] == 0x0D && address[3] == 0xB8)
        }
        return address[0] & 0xE0 == 0x20
    }

    private static func isPublicV4(_ a: [UInt8]) -> Bool {
        switch (a[0], a[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (192, 168), (198, 18...19), (224..., _): false
        case (100, 64...127), (172, 16...31): false
        case (192, 0): a[2] != 0 && a[2] != 2
        case (192, 88): a[2] != 99
        case (198, 51): a[2] != 100
        case (203, 0): a[2] != 113
        default: true
        }
    }

    /// The system's own look-up; blocking, so it runs on a thread of its own.
    private static func lookUp(_ host: String) -> [[UInt8]] {
        var hints = addrinfo()
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [[UInt8]] = []
        var next = list
        while let entry = next {
            if let address = bytes(of: entry.pointee), !found.contains(address) { found.append(address) }
            next = entry.pointee.ai_next
        }
        return found
    }

    private static func bytes(of entry: addrinfo) -> [UInt8]? {
        guard let address = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) }
            }
        case AF_INET6:
            return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) }
            }
        default: return nil
        }
    }

    private static func text(_ address: [UInt8]) -> String? {
        let packed = ByteBuffer(bytes: address)
        let socket = try? SocketAddress(packedIPAddress: packed, port: 0)  // four bytes and sixteen do
        return socket?.ipAddress
    }
}
