import Foundation
import KicauCore

/// Finds out before anything is filled that all ports are free.
enum Ports {
    /// - Throws: `Problem` `.portInUse`, naming the port.
    static func check(_ ports: ClosedRange<Int>, host: String) throws(Problem) {
        for port in ports where !isFree(port, host: host) {
            throw Problem(
                .portInUse, "Port \(port) is already in use by another program.",
                do: "Stop that program, or choose another row of \(ports.count) ports with --port.", field: "port")
        }
    }

    /// A free port below those the system gives to outgoing calls: nobody else takes it while its server is down.
    static func free(host: String) -> Int? {
        (20_000..<30_000).shuffled().prefix(100).first { isFree($0, host: host) }
    }

    private static func isFree(_ port: Int, host: String) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return true }
        defer { close(socket) }
        // As the servers do: a port whose last connection is still closing counts as free.
        var yes: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        inet_pton(AF_INET, host, &address.sin_addr)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) == 0 }
        }
    }
}
