import Model
import Testing

@Suite struct CommitmentsTests {
    @Test("everything is done once, and what went wrong is told apart")
    func perform() {
        let commitments = Commitments()
        commitments.add(.init("a is remembered") { nil })
        commitments.add(.init("b is remembered") { "no space left" })
        let first = commitments.perform()
        #expect(first.done == ["a is remembered"])
        #expect(first.problems == ["no space left"])
        let second = commitments.perform()
        #expect(second.done.isEmpty && second.problems.isEmpty)
    }
}
