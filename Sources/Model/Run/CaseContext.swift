internal import Synchronization

/// One case while it runs: its variables, and the resources that its steps share (connections, cookies).
package final class CaseContext: Sendable {
    package let run: RunContext

    private struct State {
        var scope: Scope
        var resources: [ObjectIdentifier: any Sendable] = [:]
    }

    private let state: Mutex<State>

    package init(run: RunContext, scope: Scope) {
        self.run = run
        state = Mutex(State(scope: scope))
        for secret in scope.secrets { run.redactor.add(secret) }
    }

    /// The same case until another deadline: its variables and resources as they are now.
    package init(continuing other: CaseContext, until deadline: ContinuousClock.Instant) {
        var run = other.run
        run.deadline = deadline
        self.run = run
        state = Mutex(other.state.withLock { $0 })
    }

    /// The variables as they are now, captured values included.
    package var scope: Scope { state.withLock { $0.scope } }

    /// Keeps a captured value for the steps that follow; a secret one is redacted everywhere from now on.
    package func capture(_ name: String, _ variable: Variable) {
        if variable.isSecret { run.redactor.add(Secret(variable.text)) }
        state.withLock { $0.scope[name] = variable }
    }

    /// The case's one instance of a type, made when it is first asked for.
    package func resource<Resource: Sendable>(_ type: Resource.Type, make: () -> Resource) -> Resource {
        state.withLock { state in
            if let known = state.resources[ObjectIdentifier(type)] as? Resource { return known }
            let resource = make()
            state.resources[ObjectIdentifier(type)] = resource
            return resource
        }
    }
}
