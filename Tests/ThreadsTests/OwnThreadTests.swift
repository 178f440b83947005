import Synchronization
import Testing
import Threads

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Work that blocks")
struct OwnThreadTests {
    @Test("gives its value back")
    func value() async { #expect(await OwnThread.run { 6 * 7 } == 42) }

    @Test("never waits for other work that blocks, however much there is")
    func meeting() async {
        // Each waits until all have begun: with a bounded pool of threads they would wait for ever.
        let count = 200
        let begun = Atomic(0)
        let meeting = Box(begun)
        let met = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<count {
                group.addTask {
                    await OwnThread.run {
                        meeting.value.add(1, ordering: .relaxed)
                        let patience = ContinuousClock.now.advanced(by: .seconds(60))
                        while meeting.value.load(ordering: .relaxed) < count, ContinuousClock.now < patience {
                            usleep(1_000)
                        }
                        return meeting.value.load(ordering: .relaxed) == count
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(met == count)
    }
}

private final class Box: Sendable {
    let value: Atomic<Int>
    init(_ value: consuming Atomic<Int>) { self.value = value }
}
