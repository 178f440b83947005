/// How full a file system is, as `df` counts: what is kept for root is neither used nor free.
package struct DiskUse: Sendable, Equatable {
    /// In bytes.
    package var total: Double
    /// What programs without privileges can still write, in bytes.
    package var free: Double
    /// In percent, not rounded; nil where the file system has no blocks, as `/proc`.
    package var used: Double?
    /// In percent; nil where the file system does not count inodes.
    package var inodesUsed: Double?
    /// Where it is mounted; of several mounts of the same device the uppermost that the path goes through.
    package var mountedOn: String

    /// The counts of `statvfs`, in blocks of `blockSize` bytes.
    package struct Counts: Sendable {
        package var blockSize: UInt64
        package var blocks: UInt64
        package var blocksFree: UInt64
        package var blocksAvailable: UInt64
        package var inodes: UInt64
        package var inodesFree: UInt64

        package init(
            blockSize: UInt64, blocks: UInt64, blocksFree: UInt64, blocksAvailable: UInt64, inodes: UInt64,
            inodesFree: UInt64
        ) {
            self.blockSize = blockSize
            self.blocks = blocks
            self.blocksFree = blocksFree
            self.blocksAvailable = blocksAvailable
            self.inodes = inodes
            self.inodesFree = inodesFree
        }
    }

    /// Throws where more is free than there is.
    package init(_ counts: Counts, mountedOn: String) throws(HostError) {
        guard counts.blocksFree <= counts.blocks, counts.blocksAvailable <= counts.blocks,
            counts.inodesFree <= counts.inodes
        else { throw .malformed("the file system's figures", "more is free than there is") }
        total = Double(counts.blocks) * Double(counts.blockSize)
        free = Double(counts.blocksAvailable) * Double(counts.blockSize)
        let usedBlocks = Double(counts.blocks - counts.blocksFree)
        let usable = usedBlocks + Double(counts.blocksAvailable)
        used = usable > 0 ? usedBlocks / usable * 100 : nil
        inodesUsed = counts.inodes > 0 ? Double(counts.inodes - counts.inodesFree) / Double(counts.inodes) * 100 : nil
        self.mountedOn = mountedOn
    }
}
