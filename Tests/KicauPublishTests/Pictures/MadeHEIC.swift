import Foundation

/// 24 by 16 pixels of one red, with EXIF, as a phone packs them: a grid of HEVC tiles.
enum MadeHEIC {
    static let bytes: [UInt8] = Data(base64Encoded: text).map { Array($0) } ?? []

    /// The same with a colour profile (ISO/IEC 23008-12: a property `colr` of the kind `prof`, which the grid is given).
    /// Whatever encloses it becomes longer by it, and what the file keeps behind it lies further on.
    static func bytes(with profile: [UInt8]) -> [UInt8] {
        let property = MadePNG.big(12 + profile.count) + Array("colrprof".utf8) + profile
        var made = bytes
        for place in [meta, properties] + starts { add(property.count + 1, to: &made, at: place) }
        add(property.count, to: &made, at: container)
        add(1, to: &made, at: association)
        made[gridCount] += 1
        made.insert(5, at: gridCount + 3)
        made.insert(contentsOf: property, at: association)
        return made
    }

    // Where in the text's bytes the lengths of boxes stand: `meta`, in it `iprp`, in that `ipco` and, behind it, `ipma`.
    private static let meta = 28
    private static let properties = 256
    private static let container = 264
    private static let association = 446
    /// Where `iloc` says at which byte of the file the tile and the EXIF begin.
    private static let starts = [125, 165]
    /// In `ipma`, how many properties the grid has; they are a byte each.
    private static let gridCount = 469

    private static func add(_ more: Int, to made: inout [UInt8], at place: Int) {
        let number = made[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        made.replaceSubrange(place..<place + 4, with: MadePNG.big(number + more))
    }

    private static let text = """
        AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeRtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA\
        AA5waXRtAAAAAAACAAAAEGlkYXQAAAAAABgAEAAAAExpbG9jAQAAAERAAAMAAQAAAAAAAAIIAAEAAAAAAAAAMgACAAEAAAAAAAAA\
        AQAAAAAAAAAIAAMAAAAAAAACOgABAAAAAAAAAL4AAABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAA\
        AAACAABncmlkAAAAABVpbmZlAgAAAQADAABFeGlmAAAAANhpcHJwAAAAtmlwY28AAAB2aHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgA\
        AA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAKkIBAQNwAAADAJAAAAMAAAMAHqAggQWW6q6a5uBAQMCAAAADAIAA\
        AAMAhCIAAQAGRAHBc8GJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAAAAAYAAAAEAAAABBwaXhpAAAAAAMICAgAAAAa\
        aXBtYQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAAAAAAAA5kaW1nAAIAAQABAAAADmNkc2MAAwABAAIAAAD4bWRhdAAAAC4o\
        Aa8TIWJjQPUnIv//Btp/8yQn/TXZYWdyusFb8vrA9mSbwPOqkZ6Ah2mnMBV4AAAABkV4aWYAAElJKgAIAAAABgASAQMAAQAAAAEA\
        AAAaAQUAAQAAAFYAAAAbAQUAAQAAAF4AAAAoAQMAAQAAAAIAAAATAgMAAQAAAAEAAABphwQAAQAAAGYAAAAAAAAAOGMAAOgDAAA4\
        YwAA6AMAAAYAAJAHAAQAAAAwMjEwAZEHAAQAAAABAgMAAKAHAAQAAAAwMTAwAaADAAEAAAD//wAAAqAEAAEAAAAYAAAAA6AEAAEA\
        AAAQAAAAAAAAAA==
        """
}
