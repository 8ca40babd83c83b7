import Crypto
import Foundation
public import KicauCore

extension X {
    /// X bills what comes back, each post and each user, and not what was asked for (pricing page, read 2026-08-22).
    ///
    /// That the same post costs nothing more on the same day of UTC is a soft promise of X: it is not reckoned with.
    public func billed(_ unit: MeterUnit, in reply: Reply) -> [MeterUnit] {
        guard let came = X.resources(of: unit, in: reply) else { return [unit] }
        return [MeterUnit(unit.name, count: min(came, unit.count))]
    }

    public func isUnpaid(_ reply: Reply) -> Bool {
        !reply.isSuccess && X.errors.meaning(of: X.complaint(reply)) == .paymentRequired
    }

    /// X takes it from the app's owner, whoever signs in there (pricing page, read 2026-08-22). A key is not shown around.
    public func payer(of signedIn: SignedIn) -> String {
        guard let keys = XUserKeys(signedIn.credentials)?.keys else { return "" }
        return SHA256.hash(data: Data(keys.consumerKey.utf8)).prefix(8).map { String($0, radix: 16) }.joined()
    }

    /// Nil: it cannot be told from the answer.
    private static func resources(of unit: MeterUnit, in reply: Reply) -> Int? {
        guard unit.count > 0, let answer = reply.json, case .object = answer else { return nil }
        let items: [JSONValue]
        switch answer["data"] {
        case .array(let list): items = list
        case .object(let one): items = [.object(one)]
        case nil, .null: items = []
        case .bool, .integer, .number, .string: return nil
        }
        switch unit.name {
        case "post_read", "owned_read": return items.count
        // People who come along with posts are reckoned together with them, and cannot be told apart here.
        case XUnit.userRead.name: return items.allSatisfy { $0["username"] != nil } ? items.count : nil
        default: return nil
        }
    }
}
