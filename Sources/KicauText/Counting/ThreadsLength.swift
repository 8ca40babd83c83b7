/// How long Threads takes a text to be: an emoji counts its UTF-8 bytes, all else its code points.
///
/// Meta says "characters"; code points are the stricter reading of that.
public enum ThreadsLength {
    /// The length that may be 500 at most.
    public static func count(_ text: String) -> Int {
        let scalars = Scalars(text)
        var length = 0
        var position = 0
        while position < scalars.count {
            let end = Emoji.end(in: scalars, from: position)
            length += end.map { scalars.all[position..<$0].reduce(0) { $0 + $1.utf8.count } } ?? 1
            position = end ?? position + 1
        }
        return length
    }
}
