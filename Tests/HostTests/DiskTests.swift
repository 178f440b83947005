import Host
import Testing

@Suite("File systems")
struct DiskTests {
    private static func make(
        blockSize: UInt64 = 4_096, blocks: UInt64 = 1_000, free: UInt64 = 150, available: UInt64 = 100,
        inodes: UInt64 = 200, inodesFree: UInt64 = 50
    ) -> DiskUse.Counts {
        DiskUse.Counts(
            blockSize: blockSize, blocks: blocks, blocksFree: free, blocksAvailable: available, inodes: inodes,
            inodesFree: inodesFree)
    }

    @Test("blocks that are kept for root are neither used nor free")
    func reserved() throws {
        let disk = try DiskUse(Self.make(), mountedOn: "/")
        #expect(abs((disk.used ?? 0) - 850.0 / 950.0 * 100) < 1e-9)
        #expect(disk.free == 409_600 && disk.total == 4_096_000)
        #expect(disk.inodesUsed == 75)
    }

    @Test("a full disk is used up although root could still write")
    func full() throws { #expect(try DiskUse(Self.make(available: 0), mountedOn: "/").used == 100) }

    @Test("without blocks or inodes there is no share of them")
    func uncounted() throws {
        let disk = try DiskUse(
            Self.make(blocks: 0, free: 0, available: 0, inodes: 0, inodesFree: 0), mountedOn: "/proc")
        #expect(disk.used == nil && disk.inodesUsed == nil)
    }

    @Test("the largest counts don't overflow")
    func largest() throws {
        let disk = try DiskUse(Self.make(blockSize: .max, blocks: .max, free: 0, available: 0), mountedOn: "/")
        #expect(disk.total.isFinite && disk.used == 100)
    }

    @Test(
        "more free than there is is no reading",
        arguments: [make(free: 1_001), make(available: 1_001), make(inodesFree: 201)])
    func contradiction(counts: DiskUse.Counts) {
        #expect(throws: HostError.self) { try DiskUse(counts, mountedOn: "/") }
    }
}
