/// Why the engine cannot run a plan. What the target does wrong is never thrown: it is counted in the result.
package enum LoadError: Error, Equatable, CustomStringConvertible {
    /// The plan contradicts itself or asks for what the engine does not do; the text says what.
    case invalidPlan(String)
    /// A request could not be written as HTTP/1.1; the text says why.
    case invalidRequest(String)
    /// The operating system refused threads, descriptors or an event queue.
    case system(String)

    package var description: String {
        switch self {
        case .invalidPlan(let text): "invalid load plan: \(text)"
        case .invalidRequest(let text): "invalid request: \(text)"
        case .system(let text): "the load generator cannot start: \(text)"
        }
    }
}
