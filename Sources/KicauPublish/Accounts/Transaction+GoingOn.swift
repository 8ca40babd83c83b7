import KicauCore
import KicauStore

extension Transaction {
    /// What waited for an account to be connected goes on.
    borrowing func goOnConnected(_ account: AccountID, at now: Instant) throws {
        let story = Settlement.Story("The account is connected again, so this goes on.")
        for row in try deliveriesWaitingForReconnect(of: account) {
            try mustMove(
                row, to: row.doubt ? .unknown : .scheduled, doubt: row.doubt, ready: now, story: story, at: now)
        }
    }
}
