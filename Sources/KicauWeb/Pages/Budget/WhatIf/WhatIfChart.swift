import KicauCore
import KicauMeter

/// Four bars: two months as they are and as they were asked for, each laid together from what the networks cost.
struct WhatIfChart: Sendable {
    struct Bar: Sendable {
        let month: String
        /// "as it is", "so"
        let label: String
        let amount: String
        /// The bar in words.
        let summary: String
        let pieces: [Piece]
        let isAsked: Bool
    }

    /// Of the bar's 1000 units.
    struct Piece: Sendable {
        let network: String
        let start: Int
        let width: Int
    }

    struct Key: Sendable {
        let network: String
        let networkName: String
    }

    let bars: [Bar]
    let keys: [Key]

    init(_ answer: WhatIfAnswer, names: [PlatformID: String], _ voice: Voice) {
        let widest = (answer.asItIs + answer.asked).map(\.total.microUSD).max() ?? 0
        bars = zip(answer.asItIs, answer.asked).flatMap { asItIs, asked in
            [
                Bar(asItIs, isAsked: false, widest: widest, names, voice),
                Bar(asked, isAsked: true, widest: widest, names, voice),
            ]
        }
        let networks = Set((answer.asItIs + answer.asked).flatMap { $0.byNetwork.map(\.platform) })
        keys = networks.sorted().map { Key(network: Networks.mark($0), networkName: names[$0] ?? $0.raw) }
    }
}

extension WhatIfChart.Bar {
    fileprivate init(
        _ sums: WhatIfMonth, isAsked: Bool, widest: Int64, _ names: [PlatformID: String], _ voice: Voice
    ) {
        month = voice.month(sums.month)
        label = isAsked ? voice.say("what if") : voice.say("as it is")
        amount = voice.money(sums.total)
        self.isAsked = isAsked
        let parts = sums.byNetwork.map { "\(names[$0.platform] ?? $0.platform.raw) \(voice.money($0.amount))" }
        summary = ([voice.say("\(month), \(label): \(amount)")] + parts).joined(separator: "; ")
        var before: Int64 = 0
        var pieces: [WhatIfChart.Piece] = []
        for (platform, amount) in sums.byNetwork {
            // Both ends are rounded, so that pieces meet and the bar is as long as its sum.
            let start = WhatIfChart.place(before, of: widest)
            before += amount.microUSD
            let width = max(2, WhatIfChart.place(before, of: widest) - start)
            pieces.append(WhatIfChart.Piece(network: Networks.mark(platform), start: start, width: width))
        }
        self.pieces = pieces
    }
}

extension WhatIfChart {
    fileprivate static func place(_ amount: Int64, of whole: Int64) -> Int {
        whole <= 0 ? 0 : Int((Double(amount) / Double(whole) * 1000).rounded())
    }
}

extension Voice {
    /// "November 2026" of "2026-11".
    func month(_ month: String) -> String { WallFields(month + "-01T00:00").map(monthAndYear) ?? month }
}
