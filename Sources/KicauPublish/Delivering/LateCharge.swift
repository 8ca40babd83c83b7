import KicauCore
import KicauMeter
import KicauStore
import Logging

/// A part that turned out to be live.
struct LivePart: Sendable {
    let part: Int
    let delivery: DeliveryID
    let post: PostID
    let account: AccountID
    let rendition: Rendition
    let workspace: Workspace
    /// As well as that is known: what it cost is told by that day's prices.
    let wentOut: Instant
}

extension LivePart {
    /// What was looked for went out when it was due, or when its doubt began if that was later.
    init(_ claim: Claim, part: Int, in workspace: Workspace, since: Instant?) {
        self.init(
            part: part, delivery: claim.delivery, post: claim.post, account: claim.account, rendition: claim.rendition,
            workspace: workspace, wentOut: max(claim.due, since ?? claim.due))
    }
}

extension Transaction {
    /// Sets aside what it cost, where nothing is: a restored backup may not know that its money was set aside again, or
    /// have let go of it. The capture that follows books it, once.
    ///
    /// Where no price of that day is known it stays live all the same; the network's bill shows it.
    borrowing func owe(_ live: LivePart, _ kit: Kit, at now: Instant) throws {
        let name = HoldNames.part(live.part, of: live.delivery)
        let standing = try holds(of: live.delivery).first { $0.name == name }?.state
        guard standing == nil || standing == .released, live.rendition.parts.indices.contains(live.part) else { return }
        let platform = live.rendition.platform
        let (fare, month): (Fare, String)
        do throws(Problem) {
            fare = try kit.fare(
                for: live.rendition.parts[live.part].units, on: platform, of: live.workspace, at: live.wentOut)
            month = try Months.month(of: live.wentOut, zone: live.workspace.zone)
        } catch {
            return kit.log.error(
                "what a live post has cost is not known",
                metadata: ["delivery": "\(live.delivery)", "error": "\(error.what)"])
        }
        let new = NewHold(
            name: name, workspace: live.workspace.id, delivery: live.delivery, account: live.account,
            campaign: try campaign(of: live.post), platform: platform, month: month, fare: fare, priced: live.wentOut)
        try owe(new, at: now)
    }
}
