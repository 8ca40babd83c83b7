import KicauCore
import KicauMeter
import KicauPublish
import KicauStore
import KicauWeb

/// Gives the workspace a limit that is nearly used this month, so that one sees what a budget says and does.
struct Purse: Sendable {
    let stage: Stage
    let owner: Caller

    /// The share of the limit that is spent or set aside, in percent.
    private static let used: Int64 = 86
    private static let step: Int64 = 250_000
    private static let least = Money(microUSD: 2_000_000)

    func setCap() async throws {
        let metering = stage.building.house.metering
        let status = try await metering.status(for: owner)
        try await metering.setBudget(.workspace, Purse.cap(for: status.spent + status.held), by: owner)
    }

    /// Of the coming week's campaign, four fifths used.
    func setCampaignCap() async throws {
        let campaigns = try await stage.building.publishing.campaigns.list(for: owner)
        guard let campaign = campaigns.first(where: { $0.campaign.name == Season.campaign }) else { return }
        try await stage.building.house.metering.setBudget(
            .campaign(campaign.campaign.id), Purse.campaignCap(for: campaign.spent + campaign.held), by: owner)
    }

    /// The next five cents above what leaves a fifth free.
    static func campaignCap(for used: Money) -> Money {
        let step: Int64 = 50_000
        return max(Money(microUSD: 100_000), Money(microUSD: (used.microUSD * 5 / 4 + step - 1) / step * step))
    }

    /// The next quarter of a dollar above what leaves the rest free.
    static func cap(for used: Money) -> Money {
        let whole = used.microUSD * 100 / Purse.used
        return max(least, Money(microUSD: (whole + step - 1) / step * step))
    }
}
