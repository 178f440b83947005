import Dispatch
import Testing
import Threads

@Suite("Work on a thread of its own until a deadline", .timeLimit(.minutes(1)))
struct OwnThreadDeadlineTests {
    @Test("work that ends in time gives its value")
    func inTime() async {
        #expect(await OwnThread.run(until: .now.advanced(by: .seconds(50))) { 7 } == 7)
    }

    @Test("work that does not end is left behind, and what it gives later is dropped")
    func late() async {
        let gate = DispatchSemaphore(value: 0)
        let value = await OwnThread.run(until: .now.advanced(by: .milliseconds(20))) {
            gate.wait()
            return 7
        }
        #expect(value == nil)
        gate.signal()
    }

    @Test("a task that is cancelled waits no longer, nor one that was cancelled before")
    func cancelled() async {
        let gate = DispatchSemaphore(value: 0)
        let task = Task {
            await OwnThread.run(until: .now.advanced(by: .seconds(50))) {
                gate.wait()
                return 7
            }
        }
        task.cancel()
        #expect(await task.value == nil)
        gate.signal()
    }

    @Test("many at once each get their own value")
    func many() async {
        let values = await withTaskGroup(of: Int?.self) { group in
            for number in 0..<100 {
                group.addTask { await OwnThread.run(until: .now.advanced(by: .seconds(50))) { number } }
            }
            return await group.reduce(into: Set<Int>()) { set, value in if let value { set.insert(value) } }
        }
        #expect(values.count == 100)
    }
}
