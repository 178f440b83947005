import Load
import Testing

@Suite("Due queue")
struct DueQueueTests {
    @Test("gives users back in the order they are due, and none before")
    func order() {
        var queue = DueQueue(capacity: 500)
        let dues = (0..<500).map { UInt64($0 * 7919 % 200) }
        for (user, due) in dues.enumerated() { queue.add(UInt32(user), due: due) }
        #expect(queue.nextDue == dues.min())
        var taken: [UInt64] = []
        while let (user, due) = queue.take(now: 99) {
            #expect(dues[Int(user)] == due)
            taken.append(due)
        }
        #expect(taken == dues.filter { $0 <= 99 }.sorted())
        #expect(queue.count == 500 - taken.count)
        queue.removeAll()
        #expect(queue.nextDue == .max)
        #expect(queue.take(now: .max) == nil)
    }
}
