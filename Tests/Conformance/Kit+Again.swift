import KicauCore

@testable import KicauPublish

extension Kit {
    /// Another node's, on the same database.
    func again(line: (any Line)? = nil) -> Kit {
        Kit(
            store: store, platforms: Array(platforms.values), line: line ?? self.line, prices: prices, vault: vault,
            media: media, time: time, pace: pace, log: log, networkOptions: networkOptions, pages: pages,
            makeName: makeName)
    }
}

extension Rehearsal {
    /// The same through the eyes of another worker, whose calls go over this line.
    func over(_ line: any Line) -> Rehearsal {
        let kit = kit.again(line: line)
        return Rehearsal(
            time: time, control: control, platform: platform, store: store, kit: kit, publishing: Publishing(kit: kit),
            accounts: accounts, caller: caller, account: account, dispatcher: Dispatcher(kit: kit, worker: "another"))
    }
}
