import Foundation

/// Which addresses from outside may become a link, and which paths a redirect may follow.
enum Links {
    /// An `http` or `https` address without anything that could end an attribute or a header; nil otherwise.
    static func web(_ address: String?) -> String? {
        guard let address, address.utf8.count <= 4096, let url = URL(string: address),
            let scheme = url.scheme?.lowercased(),
            scheme == "https" || scheme == "http", url.host?.isEmpty == false,
            address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != 0x22 && $0 != 0x27 && $0 != 0x3C && $0 != 0x3E })
        else { return nil }
        return address
    }

    static func host(of address: String) -> String { URL(string: address)?.host ?? address }

    /// A path of ours to return to; anything else leads to Today.
    ///
    /// `//host` and `/\host` would leave this server, and a line end would end the header.
    static func own(_ path: String) -> String {
        let bytes = Array(path.utf8)
        guard bytes.first == 0x2F, bytes.count <= 2048, bytes.count < 2 || (bytes[1] != 0x2F && bytes[1] != 0x5C),
            bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C })
        else { return "/" }
        return path
    }

    /// A value for a query.
    static func query(_ value: String) -> String {
        value.addingPercentEncoding(withAllowedCharacters: .kicauQueryValue) ?? ""
    }
}

extension CharacterSet {
    fileprivate static let kicauQueryValue = CharacterSet(
        charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
}
