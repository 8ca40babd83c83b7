import Foundation

/// 24 by 16 pixels of one red in printers' colours (CMYK, Adobe's inverted kind), without a profile.
enum MadeCMYK {
    static let bytes: [UInt8] = Data(base64Encoded: text).map { Array($0) } ?? []

    private static let text = """
        /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAUDg8SDw0UEhASFxUUGB4yIR4cHB49LC4kMklATEtHQEZFUFpzYlBVbVZFRmSIZW13e4GC\
        gU5gjZeMfZZzfoF8/8AAFAgAEAAYBEMRAE0RAFkRAEsRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAAG/8QAFBABAAAAAAAAAAAAAAAA\
        AAAAAP/aAA4EQwBNAFkASwAAPwCzTaMUgAAAAAAP/9k=
        """
}
