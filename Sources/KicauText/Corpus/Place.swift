/// Where reading can begin again: the next record that was not given yet.
public struct Place: Sendable, Hashable, Codable {
    /// One kind of packing around the next, from the outside in. The last is what holds the records.
    public struct Layer: Sendable, Hashable, Codable {
        public var kind: CorpusKind
        /// The byte to begin at, in the bytes of this layer: a member or frame, a header, a record.
        public var byte: Int
        /// How many unpacked bytes come before it, where the layer is compressed.
        public var unpacked: Int
        /// The number of the member or record that begins there.
        public var index: Int
    }

    /// The file, as it was named to the reader.
    public var file: String
    public var layers: [Layer]
    /// How many texts of the record were given already.
    public var part: Int
}
