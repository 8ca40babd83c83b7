/// Where the texts of one line of JSON lie.
struct JSONFields {
    typealias Slice = (start: Int, count: Int)

    var texts: [Slice] = []
    private var others: [Slice] = []
    private(set) var source: Slice = (0, 0)

    /// - Returns: what broke, and where; what stands before it is kept.
    mutating func read(
        _ line: UnsafePointer<UInt8>, _ count: Int, _ names: FieldNames, isFirst: Bool
    ) -> (at: Int, reason: String)? {
        texts.removeAll(keepingCapacity: true)
        others.removeAll(keepingCapacity: true)
        source = (0, 0)
        var rank = Int.max
        var walk = JSONWalk()
        if isFirst, count >= 3, line[0] == 0xEF, line[1] == 0xBB, line[2] == 0xBF { walk.at = 3 }
        var role = FieldNames.Role.other
        var fault: (at: Int, reason: String)?
        var isEmpty = true
        walking: while true {
            switch walk.next(line, to: count) {
            case .key(let start, let end): role = names.role(line + start, end - start)
            case .string(let start, let end):
                take((start, end - start), role, names, &rank)
            case .openString(let start):
                if !walk.isInKey { take((start, count - start), role, names, &rank) }
                fault = (start - 1, "it ends inside a string")
                break walking
            case .atom(let start, let end):
                guard case .source(let own) = role, own < rank else { break }
                rank = own
                source = (start, end - start)
            case .bracket: break
            case .end:
                if !walk.isWhole, !isEmpty { fault = (count, "it ends too early") }
                break walking
            case .bad(let reason):
                fault = (walk.at, reason)
                break walking
            }
            isEmpty = false
        }
        if texts.isEmpty, !names.isStrict { swap(&texts, &others) }
        return fault
    }

    private mutating func take(_ slice: Slice, _ role: FieldNames.Role, _ names: FieldNames, _ rank: inout Int) {
        if case .source(let own) = role, own < rank {
            rank = own
            source = slice
        }
        guard slice.count > 0 else { return }
        if case .text = role {
            texts.append(slice)
        } else if names.takesAll {
            texts.append(slice)
        } else {
            others.append(slice)
        }
    }
}
