import KicauCore
import KicauPublish

/// The words of the cards that networks make themselves.
extension Desk {
    /// Asked for by a person who presses Check, or by the scripts once a link has stood still: never at each letter.
    func readPages(_ composing: Composing, _ visit: Visit) async throws {
        guard !composing.accounts.isEmpty else { return }
        let links = try await preview(composing, visit).accounts.flatMap(\.unreadPages).map(\.url)
        if !links.isEmpty { try await house.publishing.readPages(links, for: try visit.caller) }
    }
}
