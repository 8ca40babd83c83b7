extension CorpusFlaw {
    /// What is wrong, as the end of a sentence that begins with the place.
    public var what: String {
        switch self {
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .vanished: "is not there"
        case .cutShort: "ends before what it holds does"
        case .damaged(let reason): "is damaged: \(reason)"
        case .misnamed(let kind): "is named like \(kind) but is something else"
        case .unsupported(let kind): "is \(kind), which Kicau does not read"
        case .notText: "is neither text nor a kind of file that Kicau knows"
        case .badRecord(let reason): "is not a whole record: \(reason)"
        case .noTextColumn: "has no column of strings"
        case .notUTF8: "is not UTF-8"
        case .bomb: "unpacks to more than 500 times its size"
        case .tooDeep: "is packed into itself more than four times"
        case .tooLarge(let part): "has \(part), more than is read into memory"
        case .climbs(let path): "holds a path that leads out of it, \(path)"
        case .sparse(let path): "holds a file with holes, \(path)"
        }
    }

    /// What a person can do about it.
    public var remedy: String {
        switch self {
        case .unreadable: "Check its permissions and the disk, then scan it again."
        case .vanished: "Put it back or leave it out, then scan again."
        case .cutShort: "What came before was scanned. Download it again to scan the rest."
        case .damaged: "What came before was scanned. Download it again, or repair it."
        case .misnamed: "It was read as what it is. Rename it if that is right, or download it again."
        case .unsupported: "Unpack or convert it, then scan the result."
        case .notText: "It was left out. Convert it to text or JSON Lines to have it scanned."
        case .badRecord: "What could be read of it was scanned. Mend it at its source if the rest matters."
        case .noTextColumn: "Name the columns that hold text, or leave the file out."
        case .notUTF8: "It was scanned, each broken byte as one unknown letter. Convert it to UTF-8 to have all of it."
        case .bomb: "The rest was left out. Unpack it yourself if you trust it."
        case .tooDeep: "Unpack it once yourself, then scan the result."
        case .tooLarge: "That part was left out. Write it anew in smaller parts."
        case .climbs: "It was scanned; nothing is ever unpacked to the disk. Be wary of the archive."
        case .sparse: "It was left out. Unpack it yourself, then scan the result."
        }
    }
}
