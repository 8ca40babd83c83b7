/// The accounts of a ledger as a tree, each branch with the sum of what is under it.
public struct AccountTree: Hashable, Sendable {
    public struct Branch: Hashable, Sendable {
        public let account: LedgerAccount
        /// 0: a family.
        public let depth: Int
        public let moved: Money
        public let balance: Money
    }

    /// From the top down, each branch before its own.
    public let branches: [Branch]

    public init(_ balances: [AccountBalance]) {
        var sums: [String: (moved: Money, balance: Money)] = [:]
        for balance in balances {
            var path = ""
            for part in balance.account.parts {
                path = path.isEmpty ? part : path + ":" + part
                let sum = sums[path] ?? (.zero, .zero)
                sums[path] = (sum.moved + balance.moved, sum.balance + balance.balance)
            }
        }
        // By parts, so that "a:b" stands under "a" and not behind "a-b".
        let names = sums.keys.map(LedgerAccount.init).sorted { $0.parts.lexicographicallyPrecedes($1.parts) }
        branches = names.map { account in
            let sum = sums[account.name] ?? (.zero, .zero)
            return Branch(
                account: account, depth: account.parts.count - 1, moved: sum.moved, balance: sum.balance)
        }
    }
}
