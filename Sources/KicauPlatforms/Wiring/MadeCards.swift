import KicauCore
import KicauText

extension RenderedPart {
    /// The addresses its text links, in order and whole: some networks link a bare host's name too.
    var links: [String] {
        spans.filter { $0.kind == .link }.map { $0.value.contains("://") ? $0.value : "https://" + $0.value }
    }
}
